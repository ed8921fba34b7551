import { api, type FilePage, unwrap } from '../api/client';
import { fetchFile } from './fetch_files';
import { showUploaded } from './use_catalogue';

/** Fetches one page of the files in the trash, the last deleted first. */
export function fetchTrash(cursor: string | undefined): Promise<FilePage> {
  const query = { limit: 100, ...(cursor ? { cursor } : {}) };
  return unwrap(api.GET('/trash', { params: { query } }));
}

/** Takes files, at most 1,000, out of the trash and shows them. Resolves to how many were there. */
export async function restoreFiles(ids: readonly string[]): Promise<number> {
  const { restored } = await unwrap(api.POST('/trash/restore', { body: { fileIds: [...ids] } }));
  for (const id of ids) {
    const file = await fetchFile(id);
    if (file) showUploaded(file);
  }
  return restored;
}

/** Deletes everything in the trash for good. */
export async function emptyTrash(): Promise<void> {
  await unwrap(api.DELETE('/trash'));
}
