import { useCallback, useEffect, useState } from 'react';
import { reachable } from '../api/base';
import type { File } from '../api/client';
import { explain } from '../api/problem';
import { confirm } from '../ui/confirm';
import { EmptyState } from '../ui/empty_state';
import { Icon } from '../ui/icon';
import { toast } from '../ui/toast';
import { thumbnailFor } from './thumbnail';
import { emptyTrash, fetchTrash, restoreFiles } from './trash';

/** The files in the trash: each can be restored, and all of them deleted for good. */
export function TrashScreen() {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [next, setNext] = useState<string>();
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading');

  const load = useCallback(async (cursor?: string) => {
    try {
      const page = await fetchTrash(cursor);
      setFiles((shown) => (cursor ? [...shown, ...page.files] : page.files));
      setNext(page.nextCursor);
      setState('shown');
    } catch (error) {
      toast(explain(error), 'bad');
      // What was shown before stays.
      setState((before) => (before === 'shown' ? before : 'failed'));
    }
  }, []);
  useEffect(() => void load(), [load]);

  const restore = async (id: string) => {
    const { count, failure } = await restoreFiles([id]);
    if (failure !== undefined) return toast(explain(failure), 'bad');
    if (count === 0) toast('This file is not in the trash any more.', 'bad');
    setFiles((shown) => shown.filter((file) => file.fileId !== id));
  };
  const empty = async () => {
    const yes = await confirm('Empty the trash?', 'This cannot be undone.', 'Empty the trash');
    if (!yes) return;
    try {
      toast((await emptyTrash()) ? 'The trash is empty.' : 'The trash will be empty soon.');
    } catch (error) {
      toast(explain(error), 'bad');
    }
    await load();
  };

  if (state === 'loading') return null;
  if (state === 'failed') {
    return (
      <EmptyState icon="trash" title="The trash cannot be shown">
        <button type="button" className="button" onClick={() => void load()}>
          Try again
        </button>
      </EmptyState>
    );
  }
  if (files.length === 0) {
    return (
      <EmptyState icon="trash" title="The trash is empty">
        <p>Deleted files stay here for a while.</p>
      </EmptyState>
    );
  }
  return (
    <section className="trash" aria-label="Trash">
      <header>
        <h1>Trash</h1>
        <button type="button" className="button danger" onClick={() => void empty()}>
          Empty the trash
        </button>
      </header>
      <ul>
        {files.map((file) => (
          <TrashRow key={file.fileId} file={file} restore={restore} />
        ))}
      </ul>
      {next && (
        <button type="button" className="button" onClick={() => void load(next)}>
          Show more
        </button>
      )}
    </section>
  );
}

function TrashRow({ file, restore }: { file: File; restore(id: string): Promise<void> }) {
  const url = thumbnailFor(file, 0);
  return (
    <li>
      {url ? (
        <img src={reachable(url)} alt="" crossOrigin="anonymous" width="48" height="48" />
      ) : (
        <Icon name={file.kind === 'audio' ? 'audio' : 'photos'} size={48} />
      )}
      <span className="trash-name">{file.fileName}</span>
      <button
        type="button"
        className="button quiet"
        aria-label={`Restore ${file.fileName}`}
        onClick={() => void restore(file.fileId)}
      >
        <Icon name="retry" /> <span>Restore</span>
      </button>
    </li>
  );
}
