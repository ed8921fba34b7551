import { api, unwrap } from '../api/client';
import { explain, Problem } from '../api/problem';
import { words } from '../messages/words';
import { confirm } from '../ui/confirm';
import { toast } from '../ui/toast';
import { restoreFiles, showAgain } from './trash';
import { trashSeconds } from './trash_kept';
import { removeFiles } from './use_catalogue';

export { downloadFiles } from './downloads';

const DELETES_AT_A_TIME = 6;

async function deleteOne(id: string): Promise<void> {
  try {
    await unwrap(api.DELETE('/files/{id}', { params: { path: { id } } }));
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 404) throw error;
  }
}

/** Takes files out of the trash again and shows them. */
async function undoDelete(ids: readonly string[]): Promise<void> {
  const { count, failure } = await restoreFiles(ids);
  if (count === ids.length) return;
  const text = words.library.notRestored(ids.length - count);
  toast(failure === undefined ? text : `${text} ${explain(failure)}`, 'bad');
}

/** Asks before files may be gone for good, which is where the drive keeps no trash or does not say so. */
async function mayDelete(count: number, kept: number | undefined): Promise<boolean> {
  if (kept) return true;
  const { library } = words;
  const text = kept === 0 ? library.deleteForGood : library.deleteUnknown;
  return confirm(library.deleteQuestion(count), text, library.delete);
}

/**
 * Moves files into the trash, offers to undo that, and reports failures. Resolves to whether the user agreed, who is
 * asked only where it may not be undone.
 */
export async function deleteFiles(ids: readonly string[]): Promise<boolean> {
  const { library } = words;
  const kept = await trashSeconds();
  if (!(await mayDelete(ids.length, kept))) return false;
  // Several leave at once, so that the others find their places once, and nothing is fetched of a file that is gone.
  if (ids.length > 1) removeFiles(new Set(ids));
  const waiting = [...ids];
  const deleted = new Set<string>();
  let failure: unknown;
  const work = async () => {
    for (let id = waiting.pop(); id; id = waiting.pop()) {
      try {
        await deleteOne(id);
        deleted.add(id);
      } catch (error) {
        failure = error;
      }
    }
  };
  await Promise.all(Array.from({ length: DELETES_AT_A_TIME }, work));
  removeFiles(deleted);
  if (ids.length > 1) void showAgain(ids.filter((id) => !deleted.has(id)));
  const run = () => void undoDelete([...deleted]);
  const undo = kept && deleted.size > 0 ? { label: library.undo, run } : undefined;
  if (failure === undefined) toast(library.deleted(ids.length), 'plain', undo);
  else toast(library.notDeleted(ids.length - deleted.size, explain(failure)), 'bad', undo);
  return true;
}

/** Asks the drive to process a file again that has failed. */
export async function retryFile(id: string): Promise<void> {
  try {
    await unwrap(api.POST('/files/{id}/retry', { params: { path: { id } } }));
  } catch (error) {
    toast(explain(error), 'bad');
  }
}
