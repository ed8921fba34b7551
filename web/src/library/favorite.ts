import { api, type File, unwrap } from '../api/client';
import { explain } from '../api/problem';
import { words } from '../messages/words';
import { toast } from '../ui/toast';
import { cachedFile } from './file_cache';
import { takeFiles } from './use_catalogue';

/** The most files that the drive changes in one request. */
const CHANGED_AT_A_TIME = 1000;

let last: Promise<unknown> = Promise.resolve();

const isFavorite = (id: string): boolean => cachedFile(id)?.favorite ?? false;

/** Shows the files as they will be, without waiting for the drive. */
function show(ids: readonly string[], favorite: boolean): void {
  const files = ids.flatMap((id): File[] => {
    const file = cachedFile(id);
    if (!file) return [];
    const { favorite: _, ...rest } = file;
    return [favorite ? { ...rest, favorite } : rest];
  });
  takeFiles(files);
}

/** Changes the files on the drive. Returns those that were not changed, and why. */
async function send(ids: readonly string[], favorite: boolean) {
  const unchanged: string[] = [];
  let failure: unknown;
  for (let at = 0; at < ids.length; at += CHANGED_AT_A_TIME) {
    const fileIds = ids.slice(at, at + CHANGED_AT_A_TIME);
    try {
      const { failed } = await unwrap(
        api.PATCH('/files', { body: { fileIds, patch: { favorite } } }),
      );
      unchanged.push(...failed.map(({ fileId }) => fileId));
    } catch (error) {
      failure = error;
      unchanged.push(...fileIds);
    }
  }
  return { unchanged, failure };
}

/** Shows the files as favorites, or no longer, and tells the drive; goes back on what the drive refuses. */
async function change(ids: readonly string[], favorite: boolean): Promise<void> {
  show(ids, favorite);
  // What was wanted last must reach the drive last.
  const sending = last.then(() => send(ids, favorite));
  last = sending;
  const { unchanged, failure } = await sending;
  if (unchanged.length === 0) return;
  show(unchanged, !favorite);
  const text = words.library.favoriteFailed(unchanged.length);
  toast(failure === undefined ? text : `${text} ${explain(failure)}`, 'bad');
}

/**
 * Makes files favorites, or no longer, and shows that at once. Offers to undo it unless it is one new favorite, whose
 * heart shows what has happened.
 */
export async function setFavorite(ids: readonly string[], favorite: boolean): Promise<void> {
  const { library } = words;
  const changing = ids.filter((id) => !cachedFile(id) || isFavorite(id) !== favorite);
  if (changing.length === 0) return;
  if (changing.length > 1 || !favorite) {
    const text = favorite ? library.madeFavorite : library.noLongerFavorite;
    const run = () => void change(changing, !favorite);
    toast(text(changing.length), 'plain', { label: library.undo, run });
  }
  await change(changing, favorite);
}
