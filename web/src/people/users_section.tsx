import { useState } from 'react';
import { act } from '../account/act';
import { Section } from '../account/section';
import { ShownOnce } from '../account/shown_once';
import { spaceWords } from '../account/space_words';
import { refreshAccount } from '../account/use_account';
import { type Account, api, unwrap } from '../api/client';
import { explain } from '../api/problem';
import { useSession } from '../api/session';
import { words } from '../messages/words';
import { confirm } from '../ui/confirm';
import { Dialog } from '../ui/dialog';
import { formatDay, formatMoment } from '../ui/when';
import { QuotaDialog } from './quota_dialog';
import type { Users } from './use_users';

interface ResetLink {
  username: string;
  link: string;
  expiresAt: string;
}

export function UsersSection({ users }: { users: Users }) {
  const { people } = words;
  const [shown, setShown] = useState<ResetLink | null>(null);
  const [spacious, setSpacious] = useState<Account | null>(null);
  return (
    <Section title={people.accounts} about={people.accountsAbout}>
      {users.error && <p className="bad">{explain(users.error)}</p>}
      <ul className="rows">
        {users.list.map((user) => (
          <UserRow key={user.userId} user={user} show={setShown} setSpace={setSpacious} />
        ))}
      </ul>
      {users.more && (
        <div>
          <button type="button" className="button" onClick={users.more}>
            {people.showMore}
          </button>
        </div>
      )}
      <QuotaDialog user={spacious} close={() => setSpacious(null)} />
      <Dialog
        title={people.newPasswordFor(shown?.username ?? '')}
        open={shown !== null}
        onClose={() => setShown(null)}
      >
        <p className="muted">{shown && people.handOver(formatMoment(shown.expiresAt))}</p>
        <ShownOnce label={people.link} text={shown?.link ?? ''} />
        <div className="actions">
          <button type="button" className="button primary" onClick={() => setShown(null)}>
            {people.done}
          </button>
        </div>
      </Dialog>
    </Section>
  );
}

type Change = { role: 'admin' | 'user' } | { disabled: boolean };

interface RowProps {
  user: Account;
  show(link: ResetLink): void;
  setSpace(user: Account): void;
}

function UserRow({ user, show, setSpace }: RowProps) {
  const { people } = words;
  const { userId, username, email, role, disabled = false } = user;
  const isSelf = useSession((state) => state.session?.username) === username;
  const path = { params: { path: { id: userId } } };
  const change = (body: Change, done: string) =>
    act(async () => {
      await unwrap(api.PATCH('/admin/users/{id}', { ...path, body }));
      await refreshAccount();
    }, done);
  const makeAdmin = async () => {
    const yes = await confirm(
      people.makeAdminQuestion(username),
      people.makeAdminText,
      people.makeAdmin,
    );
    if (yes) await change({ role: 'admin' }, people.isAdmin(username));
  };
  const disable = async () => {
    const yes = await confirm(people.disableQuestion(username), people.disableText, people.disable);
    if (yes) await change({ disabled: true }, people.isDisabled(username));
  };
  const resetFactors = async () => {
    const yes = await confirm(
      people.resetFactorsQuestion(username),
      people.resetFactorsText,
      people.takeAway,
    );
    if (!yes) return;
    await act(async () => {
      await unwrap(api.POST('/admin/users/{id}/reset-factors', path));
      await refreshAccount();
    }, people.factorsReset(username));
  };
  const makeLink = () =>
    act(async () =>
      show({ username, ...(await unwrap(api.POST('/admin/users/{id}/reset-link', path))) }),
    );
  return (
    <li className="row person">
      <span className="avatar" aria-hidden="true">
        {username.slice(0, 1).toUpperCase()}
      </span>
      <div className="row-text">
        <strong>
          {username} {isSelf && <span className="badge">{people.you}</span>}{' '}
          {role === 'admin' && <span className="badge good">{people.admin}</span>}{' '}
          {disabled && <span className="badge wrong">{people.disabled}</span>}{' '}
          {user.deletion && <span className="badge wrong">{people.beingDeleted}</span>}
        </strong>
        <small className="breakable">{people.addressSince(email, formatDay(user.createdAt))}</small>
        <small>{spaceWords(user)}</small>
      </div>
      <div className="row-actions" role="group" aria-label={username}>
        {role === 'admin' ? (
          <button
            type="button"
            className="button quiet"
            onClick={() => void change({ role: 'user' }, people.isUser(username))}
          >
            {people.makeUser}
          </button>
        ) : (
          <button type="button" className="button quiet" onClick={() => void makeAdmin()}>
            {people.makeAdmin}
          </button>
        )}
        {disabled ? (
          <button
            type="button"
            className="button quiet"
            onClick={() => void change({ disabled: false }, people.isEnabled(username))}
          >
            {people.enable}
          </button>
        ) : (
          <button type="button" className="button quiet" onClick={() => void disable()}>
            {people.disable}
          </button>
        )}
        <button type="button" className="button quiet" onClick={() => setSpace(user)}>
          {people.space}
        </button>
        <button type="button" className="button quiet" onClick={() => void makeLink()}>
          {people.resetLink}
        </button>
        <button type="button" className="button quiet" onClick={() => void resetFactors()}>
          {people.resetFactors}
        </button>
      </div>
    </li>
  );
}
