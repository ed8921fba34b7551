import { Icon } from '../ui/icon';
import { chooseFiles } from './choose_files';

export function UploadButton() {
  return (
    <>
      <button
        type="button"
        className="button primary upload-button"
        popoverTarget="upload-menu"
        aria-label="Upload"
      >
        <Icon name="upload" /> <span>Upload</span>
      </button>
      <div id="upload-menu" popover="auto" className="menu" role="group" aria-label="Upload">
        <MenuItem icon="file" text="Choose files" folder={false} />
        <MenuItem icon="folder" text="Choose a folder" folder={true} />
        <p className="menu-hint">Or drop them anywhere, or paste.</p>
      </div>
    </>
  );
}

function MenuItem({
  icon,
  text,
  folder,
}: {
  icon: 'file' | 'folder';
  text: string;
  folder: boolean;
}) {
  return (
    <button
      type="button"
      className="menu-item"
      popoverTarget="upload-menu"
      popoverTargetAction="hide"
      onClick={() => chooseFiles(folder)}
    >
      <Icon name={icon} /> {text}
    </button>
  );
}
