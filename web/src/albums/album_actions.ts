import { api, type File, unwrap } from '../api/client';
import { explain } from '../api/problem';
import { cachedFile } from '../library/file_cache';
import { takeFiles } from '../library/use_catalogue';
import { words } from '../messages/words';
import { toast } from '../ui/toast';
import {
  addToCollection,
  type Collection,
  changeCollection,
  createCollection,
  deleteCollection,
  orderCollection,
  removeFromCollection,
} from './collections';

const FILES_PER_PAGE = 200;

const complain = (error: unknown) => toast(explain(error), 'bad');

/** Fetches the ids of all files of a collection, in their order. */
async function fileIdsOf(id: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const query = { limit: FILES_PER_PAGE, ...(cursor ? { cursor } : {}) };
    const call = api.GET('/collections/{id}/files', { params: { path: { id }, query } });
    const page = await unwrap(call);
    ids.push(...page.files.map(({ fileId }) => fileId));
    cursor = page.nextCursor;
    if (!cursor) return ids;
  }
}

/** Makes a collection again that was deleted. */
async function makeAgain(album: Collection, fileIds: readonly string[]): Promise<void> {
  const { title, kind, description, coverFileId } = album;
  const { collectionId } = await createCollection(title, kind, description);
  if (fileIds.length > 0) await addToCollection(collectionId, fileIds);
  if (coverFileId) await changeCollection(collectionId, { coverFileId });
}

/** Deletes a collection and offers to make it again. Resolves to whether it is gone. */
export async function deleteAlbum(album: Collection): Promise<boolean> {
  const { albums, library } = words;
  try {
    const fileIds = await fileIdsOf(album.collectionId);
    await deleteCollection(album.collectionId);
    const run = () => void makeAgain(album, fileIds).catch(complain);
    toast(albums.albumDeleted(album.title), 'plain', { label: library.undo, run });
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

/** Shows the files as no longer in the collection, without waiting for the drive. */
function showRemoved(id: string, fileIds: readonly string[]): void {
  const files = fileIds.flatMap((fileId): File[] => {
    const file = cachedFile(fileId);
    if (!file) return [];
    const { collections = [], ...rest } = file;
    const left = collections.filter((each) => each !== id);
    return [left.length > 0 ? { ...rest, collections: left } : rest];
  });
  takeFiles(files);
}

/** Puts files back where they were in the order of the whole collection. */
async function putBack(id: string, fileIds: readonly string[], order: readonly string[]) {
  await addToCollection(id, fileIds);
  await orderCollection(id, order);
}

/** Takes files out of a collection and offers to put them back. */
export async function removeFromAlbum(id: string, fileIds: readonly string[]): Promise<void> {
  const { albums, library } = words;
  try {
    const order = await fileIdsOf(id);
    showRemoved(id, fileIds);
    await removeFromCollection(id, fileIds);
    const run = () => void putBack(id, fileIds, order).catch(complain);
    toast(albums.removed(fileIds.length), 'plain', { label: library.undo, run });
  } catch (error) {
    complain(error);
  }
}

export async function makeCover(id: string, coverFileId: string): Promise<void> {
  try {
    await changeCollection(id, { coverFileId });
    toast(words.albums.coverMade);
  } catch (error) {
    complain(error);
  }
}
