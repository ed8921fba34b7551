import { api, type File, unwrap } from '../api/client';
import { Problem } from '../api/problem';
import { queryClient } from '../api/query_client';
import { cachedFile, dropFile, hasFreshFile, putFiles } from './file_cache';

export const FILES_PER_PAGE = 100;

/** Makes a request that others of the same key share while it is under way. */
export function fetchOnce<Body>(
  key: readonly unknown[],
  call: (signal: AbortSignal) => Promise<Body>,
) {
  return queryClient.fetchQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(signal),
    staleTime: 0,
    gcTime: 0,
  });
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

/** Fetches the latest uploads of all kinds into the cache. */
export async function fetchNewest(limit: number): Promise<File[]> {
  const page = await fetchOnce(['newest', limit], (signal) =>
    unwrap(api.GET('/retrieve', { params: { query: { limit } }, signal })),
  );
  putFiles(page.files);
  return page.files;
}

const FETCHES_AT_A_TIME = 4;

/** Fetches these files into the cache, and returns those that exist. */
export async function fetchSome(ids: readonly string[]): Promise<File[]> {
  const waiting = [...ids];
  const files: File[] = [];
  const work = async () => {
    for (let id = waiting.pop(); id; id = waiting.pop()) {
      const file = await fetchFile(id);
      if (file) files.push(file);
    }
  };
  await Promise.all(Array.from({ length: FETCHES_AT_A_TIME }, work));
  return files;
}

/** Returns the file with URLs that still work, from the cache if possible. */
export async function freshFile(id: string): Promise<File | null> {
  const known = cachedFile(id);
  return known && hasFreshFile(id) ? known : fetchFile(id);
}
