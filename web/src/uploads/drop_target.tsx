import { type ReactNode, useEffect, useState } from 'react';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { gatherFiles } from './gather_files';
import { uploads } from './upload_queue';
import { useUploadTarget } from './upload_target';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Uploads files that are dropped or pasted anywhere on the page. */
export function DropTarget({ children }: { children: ReactNode }) {
  const [over, setOver] = useState(false);
  const album = useUploadTarget((state) => state.album);
  useEffect(() => {
    let depth = 0;
    const listeners = {
      dragenter(event: DragEvent) {
        if (!hasFiles(event)) return;
        depth++;
        setOver(true);
      },
      dragleave(event: DragEvent) {
        if (hasFiles(event) && --depth <= 0) setOver(false);
      },
      dragover(event: DragEvent) {
        if (hasFiles(event)) event.preventDefault();
      },
      async drop(event: DragEvent) {
        if (!hasFiles(event) || !event.dataTransfer) return;
        event.preventDefault();
        depth = 0;
        setOver(false);
        uploads.add(await gatherFiles(event.dataTransfer));
      },
      async paste(event: ClipboardEvent) {
        if (!event.clipboardData?.types.includes('Files')) return;
        event.preventDefault();
        uploads.add(await gatherFiles(event.clipboardData));
      },
    };
    for (const [name, listener] of Object.entries(listeners))
      addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        removeEventListener(name, listener as EventListener);
    };
  }, []);
  return (
    <>
      {children}
      {over && (
        <div className="drop-veil" aria-hidden="true">
          <div>
            <Icon name="upload" size={48} />
            <strong>{album ? words.uploads.dropInto(album.title) : words.uploads.dropHere}</strong>
            <span>{words.uploads.dropWhat}</span>
          </div>
        </div>
      )}
    </>
  );
}
