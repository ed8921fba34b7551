import { api, type FilePage, unwrap } from '../api/client';
import { fetchFile } from './fetch_files';
import { showUploaded } from './use_catalogue';

/** The most files that the drive restores in one request. */
const RESTORED_AT_A_TIME = 1000;

/** Fetches one page of the files in the trash, the last deleted first. */
export function fetchTrash(cursor: string | undefined): Promise<FilePage> {
  const query = { limit: 100, ...(cursor ? { cursor } : {}) };
  return unwrap(api.GET('/trash', { params: { query } }));
}

/** What became of a wish to restore files. */
export interface Restored {
  /** How many files are out of the trash. */
  readonly count: number;
  /** Why the drive did not answer for all of them. */
  readonly failure?: unknown;
}

/** Takes any number of files out of the trash and shows them. */
export async function restoreFiles(ids: readonly string[]): Promise<Restored> {
  let count = 0;
  for (let at = 0; at < ids.length; at += RESTORED_AT_A_TIME) {
    const fileIds = ids.slice(at, at + RESTORED_AT_A_TIME);
    try {
      const { restored } = await unwrap(api.POST('/trash/restore', { body: { fileIds } }));
      count += restored;
    } catch (failure) {
      return { count, failure };
    }
    await showAgain(fileIds);
  }
  return { count };
}

/** Shows files that are not in the trash. */
export async function showAgain(ids: readonly string[]): Promise<void> {
  try {
    for (const id of ids) {
      const file = await fetchFile(id);
      if (file) showUploaded(file);
    }
  } catch {
    // They are there all the same, and the events of the drive will show them.
  }
}

/** Deletes everything in the trash for good. Resolves to whether the trash is empty; otherwise it will be soon. */
export async function emptyTrash(): Promise<boolean> {
  const call = api.DELETE('/trash');
  await unwrap(call);
  return (await call).response.status !== 202;
}
