import { AuditList } from '../account/audit_list';
import { Section } from '../account/section';
import { words } from '../messages/words';

export function ActivitySection() {
  return (
    <Section title={words.settings.activity} about={words.settings.activityAbout}>
      <AuditList of="/audit" />
    </Section>
  );
}
