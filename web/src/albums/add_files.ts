import { explain } from '../api/problem';
import { cachedFile } from '../library/file_cache';
import { words } from '../messages/words';
import { toast } from '../ui/toast';
import { addToCollection, type Collection, removeFromCollection } from './collections';

const isIn = (id: string, collectionId: string): boolean =>
  cachedFile(id)?.collections?.includes(collectionId) ?? false;

/** Adds files to a collection and says what came of it. Resolves to whether the drive has answered. */
export async function addFiles(
  { collectionId, title }: Collection,
  fileIds: readonly string[],
): Promise<boolean> {
  const { albums, library } = words;
  const news = fileIds.filter((id) => !isIn(id, collectionId));
  try {
    const { added, failed } = await addToCollection(collectionId, fileIds);
    if (failed > 0) toast(albums.notAdded(failed), 'bad');
    if (added === 0 && failed === 0) toast(albums.allThere(title));
    // What is taken out again must not have been in it before.
    const run = () =>
      void removeFromCollection(collectionId, news).catch((error) => toast(explain(error), 'bad'));
    const undo = added === news.length ? { label: library.undo, run } : undefined;
    if (added > 0) toast(albums.added(added, title), 'plain', undo);
    return true;
  } catch (error) {
    toast(explain(error), 'bad');
    return false;
  }
}
