import { AuditList } from '../account/audit_list';
import { ReauthenticationDialog } from '../account/reauthentication_dialog';
import { Section } from '../account/section';
import { useAccount } from '../account/use_account';
import { words } from '../messages/words';
import { EmptyState } from '../ui/empty_state';
import { DriveSection } from './drive_section';
import { InvitationsSection } from './invitations_section';
import { useUsers } from './use_users';
import { UsersSection } from './users_section';

/** Who has an account on this drive, for admins. Shows nothing of anybody's files. */
export default function PeopleScreen() {
  const account = useAccount();
  if (!account) return null;
  if (account.role !== 'admin') {
    return (
      <EmptyState icon="people" title={words.people.onlyAdmins}>
        <p>{words.people.askAdmin}</p>
      </EmptyState>
    );
  }
  return <Administration />;
}

function Administration() {
  const { people } = words;
  const users = useUsers();
  const nameOf = (userId: string) =>
    users.list.find((user) => user.userId === userId)?.username ??
    people.someUser(userId.slice(-6));
  return (
    <div className="settings">
      <h1>{people.title}</h1>
      <UsersSection users={users} />
      <InvitationsSection />
      <DriveSection />
      <Section title={people.activity} about={people.activityAbout}>
        <AuditList of="/admin/audit" nameOf={nameOf} />
      </Section>
      <ReauthenticationDialog />
    </div>
  );
}
