import { useEffect } from 'react';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { chooseFiles } from './choose_files';
import { useUploadTarget } from './upload_target';

/** `primary` where it is the one thing to do: in an empty library. */
export function UploadButton({ primary }: { primary: boolean }) {
  const { uploads } = words;
  const album = useUploadTarget((state) => state.album);
  useEffect(() => {
    // The shortcut of the installed app leads here.
    if (!new URLSearchParams(location.search).has('upload')) return;
    history.replaceState(history.state, '', location.pathname);
    document.getElementById('upload-menu')?.showPopover();
  }, []);
  return (
    <>
      <button
        type="button"
        className={`button upload-button ${primary ? 'primary' : ''}`}
        popoverTarget="upload-menu"
        aria-label={uploads.upload}
      >
        <Icon name="upload" /> <span>{uploads.upload}</span>
      </button>
      <div
        id="upload-menu"
        popover="auto"
        className="menu"
        role="group"
        aria-label={uploads.upload}
      >
        <MenuItem icon="file" text={uploads.chooseFiles} folder={false} />
        <MenuItem icon="folder" text={uploads.chooseFolder} folder={true} />
        {album && <p className="menu-hint">{uploads.goInto(album.title)}</p>}
        <p className="menu-hint">{uploads.dropOrPaste}</p>
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
