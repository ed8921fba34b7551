import { explain } from '../api/problem';
import { toast } from '../ui/toast';
import { addToCollection } from './collections';

/** Uploads that end close together are added in one request. */
const GATHER_MS = 400;

/** The ids of files that have arrived, by the album that they are for. */
const waiting = new Map<string, string[]>();

async function add(album: string): Promise<void> {
  const fileIds = waiting.get(album) ?? [];
  waiting.delete(album);
  try {
    await addToCollection(album, fileIds);
  } catch (error) {
    toast(explain(error), 'bad');
  }
}

/** Adds a file to the album that was open when it was chosen for upload. */
export function addUploaded(album: string, fileId: string): void {
  const fileIds = waiting.get(album);
  if (fileIds) {
    fileIds.push(fileId);
    return;
  }
  waiting.set(album, [fileId]);
  setTimeout(() => void add(album), GATHER_MS);
}
