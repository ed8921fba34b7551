import {
  addToCollection,
  type Collection,
  createCollection,
  deleteCollection,
  orderCollection,
  removeFromCollection,
} from '../albums/collections';
import { explain } from '../api/problem';
import { words } from '../messages/words';
import { toast } from '../ui/toast';

const complain = (error: unknown) => toast(explain(error), 'bad');

/** Takes a song out of a playlist and offers to put it back at its place among `order`. */
export async function removeFromPlaylist(
  { collectionId, title }: Collection,
  id: string,
  order: readonly string[],
): Promise<void> {
  const { music, library } = words;
  const putBack = async () => {
    await addToCollection(collectionId, [id]);
    await orderCollection(collectionId, [id], order[order.indexOf(id) + 1]);
  };
  try {
    await removeFromCollection(collectionId, [id]);
    const run = () => void putBack().catch(complain);
    toast(music.removedFrom(title), 'plain', { label: library.undo, run });
  } catch (error) {
    complain(error);
  }
}

/** Deletes a playlist and offers to make it again. Resolves to whether it is gone. */
export async function deletePlaylist(
  { collectionId, title, description }: Collection,
  ids: readonly string[],
): Promise<boolean> {
  const { music, library } = words;
  const makeAgain = async () => {
    const again = await createCollection(title, 'playlist', description);
    if (ids.length > 0) await addToCollection(again.collectionId, ids);
  };
  try {
    await deleteCollection(collectionId);
    const run = () => void makeAgain().catch(complain);
    toast(music.playlistDeleted(title), 'plain', { label: library.undo, run });
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}
