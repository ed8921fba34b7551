import type { File } from '../api/client';
import { Icon } from '../ui/icon';

/** What is known to be wrong with the stored bytes of a file; nothing for a sound one. */
export function Damage({ file }: { file: File }) {
  if (!file.damaged) return null;
  return (
    <div className="damage">
      <Icon name="alert" size={18} /> {file.damaged}
    </div>
  );
}
