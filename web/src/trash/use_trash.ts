import { useCallback, useEffect, useState } from 'react';
import { api, type File, unwrap } from '../api/client';
import { onFileEvent } from '../api/file_events';
import { explain, Problem } from '../api/problem';
import { emptyTrash, fetchTrash, restoreFiles } from '../library/trash';
import { words } from '../messages/words';
import { toast } from '../ui/toast';

const DELETES_AT_A_TIME = 6;
/** What happens to the trash elsewhere is shown so long after its last event. */
const RELOAD_MS = 800;

async function deleteForGood(id: string): Promise<void> {
  try {
    const params = { path: { id }, query: { permanent: true } };
    await unwrap(api.DELETE('/files/{id}', { params }));
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 404) throw error;
  }
}

export type TrashState = 'loading' | 'shown' | 'failed';

/** The files in the trash, and what can be done with them. Each of the actions says what came of it. */
export function useTrash() {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [next, setNext] = useState<string>();
  const [state, setState] = useState<TrashState>('loading');
  const { trash, library } = words;

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
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onFileEvent(({ type }) => {
      if (type !== 'file.trashed') return;
      clearTimeout(timer);
      timer = setTimeout(() => void load(), RELOAD_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [load]);

  const drop = (ids: ReadonlySet<string>) =>
    setFiles((shown) => shown.filter(({ fileId }) => !ids.has(fileId)));

  const restore = async (ids: readonly string[]) => {
    const { count, failure } = await restoreFiles(ids);
    if (failure !== undefined) {
      toast(explain(failure), 'bad');
      return load();
    }
    drop(new Set(ids));
    if (count === 0) toast(trash.notHere, 'bad');
    else toast(trash.restored(count));
  };
  const restoreAll = async () => {
    try {
      const call = api.POST('/trash/restore', { body: { all: true } });
      const { restored } = await unwrap(call);
      const later = (await call).response.status === 202;
      toast(later ? trash.restoredSoon : trash.restored(restored));
    } catch (error) {
      toast(explain(error), 'bad');
    }
    await load();
  };
  const remove = async (ids: readonly string[]) => {
    const waiting = [...ids];
    const deleted = new Set<string>();
    let failure: unknown;
    const work = async () => {
      for (let id = waiting.pop(); id; id = waiting.pop()) {
        await deleteForGood(id).then(
          () => deleted.add(id as string),
          (error) => {
            failure = error;
          },
        );
      }
    };
    await Promise.all(Array.from({ length: DELETES_AT_A_TIME }, work));
    drop(deleted);
    if (failure === undefined) toast(trash.deleted(deleted.size));
    else toast(library.notDeleted(ids.length - deleted.size, explain(failure)), 'bad');
  };
  const empty = async () => {
    try {
      toast((await emptyTrash()) ? trash.isEmpty : trash.willBeEmpty);
    } catch (error) {
      toast(explain(error), 'bad');
    }
    await load();
  };
  return { files, next, state, load, restore, restoreAll, remove, empty };
}
