import { useEffect } from 'react';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon_button';
import { deleteFiles, downloadFiles } from './file_actions';
import { clearSelection, useSelection } from './selection';

/** The actions for the selected files; takes the place of the top bar while files are selected. */
export function SelectionBar() {
  const { ids } = useSelection();
  const active = ids.size > 0;
  useEffect(() => {
    if (!active) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) clearSelection();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [active]);
  useEffect(() => clearSelection, []);
  if (!active) return null;
  const chosen = [...ids];
  return (
    <div className="selection-bar" role="toolbar" aria-label="Selection">
      <IconButton icon="close" label="Clear the selection" onClick={clearSelection} />
      <strong aria-live="polite">{ids.size.toLocaleString()} selected</strong>
      <span className="spacer" />
      <button type="button" className="button quiet" onClick={() => void downloadFiles(chosen)}>
        <Icon name="download" /> <span>Download</span>
      </button>
      <button
        type="button"
        className="button quiet"
        onClick={async () => {
          if (await deleteFiles(chosen)) clearSelection();
        }}
      >
        <Icon name="trash" /> <span>Delete</span>
      </button>
    </div>
  );
}
