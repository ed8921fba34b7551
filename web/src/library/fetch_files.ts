import { api, type File, type FilePage, type Kind, type Outline, unwrap } from '../api/client';
import { Problem } from '../api/problem';
import { queryClient } from '../api/query_client';
import { cachedFile, dropFile, hasFreshFile, putFiles } from './file_cache';

export const FILES_PER_PAGE = 100;
export const FILES_PER_OUTLINE = 2000;

function fetchOnce<Body>(key: readonly unknown[], call: (signal: AbortSignal) => Promise<Body>) {
  return queryClient.fetchQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(signal),
    staleTime: 0,
    gcTime: 0,
  });
}

export function fetchOutline(kind: Kind, cursor: string | null): Promise<Outline> {
  const query = { kind, limit: FILES_PER_OUTLINE, ...(cursor ? { cursor } : {}) };
  return fetchOnce(['outline', kind, cursor], (signal) =>
    unwrap(api.GET('/outline', { params: { query }, signal })),
  );
}

/** Fetches up to a hundred files into the cache. */
export async function fetchPage(
  kind: Kind,
  cursor: string | null,
  limit = FILES_PER_PAGE,
): Promise<FilePage> {
  const query = { kind, limit, ...(cursor ? { cursor } : {}) };
  const page = await fetchOnce(['page', kind, cursor, limit], (signal) =>
    unwrap(api.GET('/retrieve', { params: { query }, signal })),
  );
  putFiles(page.files);
  return page;
}

/** Fetches one file into the cache. Resolves to null if the file does not exist (any more). */
export async function fetchFile(id: string): Promise<File | null> {
  try {
    const file = await fetchOnce(['file', id], (signal) =>
      unwrap(api.GET('/files/{id}', { params: { path: { id } }, signal })),
    );
    putFiles([file]);
    return file;
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 404) throw error;
    dropFile(id);
    return null;
  }
}

/** Returns the file with URLs that still work, from the cache if possible. */
export async function freshFile(id: string): Promise<File | null> {
  const known = cachedFile(id);
  return known && hasFreshFile(id) ? known : fetchFile(id);
}
