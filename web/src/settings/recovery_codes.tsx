import { words } from '../messages/words';
import { CopyButton } from '../ui/copy_button';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { saveFile } from '../ui/save_file';

interface Props {
  /** null: none to show. */
  codes: readonly string[] | null;
  username: string;
  close(): void;
}

/** Shows recovery codes, the only time that they can be seen. */
export function RecoveryCodes({ codes, username, close }: Props) {
  const { settings } = words;
  const text = `${codes?.join('\n')}\n`;
  return (
    <Dialog title={settings.keepCodes} open={codes !== null} onClose={close}>
      <p className="muted">{settings.keepCodesText}</p>
      <ul className="codes">
        {codes?.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="actions">
        <CopyButton text={text} />
        <button
          type="button"
          className="button"
          onClick={() =>
            saveFile(
              'audmg-recovery-codes.txt',
              `${settings.codesFile(username, location.origin)}\n\n${text}`,
            )
          }
        >
          <Icon name="download" size={18} /> {settings.download}
        </button>
        <button type="button" className="button primary" onClick={close}>
          {settings.keptCodes}
        </button>
      </div>
    </Dialog>
  );
}
