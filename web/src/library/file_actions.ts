import { reachable } from '../api/base';
import { api, unwrap } from '../api/client';
import { explain, Problem } from '../api/problem';
import { confirm } from '../ui/confirm';
import { plural } from '../ui/format';
import { toast } from '../ui/toast';
import { freshFile } from './fetch_files';
import { restoreFiles } from './trash';
import { removeFiles } from './use_catalogue';

const DELETES_AT_A_TIME = 3;
/** Browsers drop downloads that follow each other faster than this. */
const BETWEEN_DOWNLOADS_MS = 400;

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
  const text = `${plural(ids.length - count, 'file')} could not be restored.`;
  toast(failure === undefined ? text : `${text} ${explain(failure)}`, 'bad');
}

/**
 * Asks the user, moves the files into the trash, offers to undo that, and reports failures. Resolves to whether the
 * user agreed. A drive may have no trash, which the page does not know.
 */
export async function deleteFiles(ids: readonly string[]): Promise<boolean> {
  const what = plural(ids.length, 'file');
  const yes = await confirm(
    `Delete ${what}?`,
    'If this drive has a trash, they stay there for a while and can be restored.',
    'Delete',
  );
  if (!yes) return false;
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
  const undo = { label: 'Undo', run: () => void undoDelete([...deleted]) };
  if (failure === undefined) toast(`${what} deleted.`, 'plain', undo);
  else
    toast(
      `${plural(ids.length - deleted.size, 'file')} could not be deleted. ${explain(failure)}`,
      'bad',
      deleted.size > 0 ? undo : undefined,
    );
  return true;
}

/** Saves the original files under their names. */
export async function downloadFiles(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    try {
      const file = await freshFile(id);
      if (!file) continue;
      const link = document.createElement('a');
      link.href = reachable(file.downloadUrl);
      link.download = file.fileName;
      link.click();
    } catch (error) {
      return toast(`The download stopped. ${explain(error)}`, 'bad');
    }
    if (ids.length > 1) await new Promise((resolve) => setTimeout(resolve, BETWEEN_DOWNLOADS_MS));
  }
}

/** Asks the drive to process a file again that has failed. */
export async function retryFile(id: string): Promise<void> {
  try {
    await unwrap(api.POST('/files/{id}/retry', { params: { path: { id } } }));
  } catch (error) {
    toast(explain(error), 'bad');
  }
}
