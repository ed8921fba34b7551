import { lazy, Suspense } from 'react';
import { closeFileDialog, useFileDialog } from './library/file_dialog';

const AddToAlbum = lazy(() =>
  import('./albums/add_to_album').then(({ AddToAlbum }) => ({ default: AddToAlbum })),
);
const EditPanel = lazy(() =>
  import('./edit/edit_panel').then(({ EditPanel }) => ({ default: EditPanel })),
);

/** The dialog about files that a screen has asked for, if any. */
export function FileDialogs() {
  const open = useFileDialog((state) => state.open);
  if (!open) return null;
  const { question, fileIds, done } = open;
  return (
    <Suspense>
      {question === 'edit' ? (
        <EditPanel fileIds={fileIds} close={closeFileDialog} saved={done} />
      ) : (
        <AddToAlbum fileIds={fileIds} kind={question} close={closeFileDialog} added={done} />
      )}
    </Suspense>
  );
}
