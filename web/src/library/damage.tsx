import type { File } from '../api/client';
import { sentenceText } from '../api/our_words';
import { Icon } from '../ui/icon';

/** Says what is wrong with the stored bytes of a file; renders nothing for a sound file. */
export function Damage({ file }: { file: File }) {
  if (!file.damaged) return null;
  return (
    <div className="damage">
      <Icon name="alert" size={18} /> {sentenceText(file.damaged)}
    </div>
  );
}
