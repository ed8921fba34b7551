import { useEffect } from 'react';
import type { File } from '../api/client';
import { fetchSome } from '../library/fetch_files';
import { hasFreshFile, useCachedFile } from '../library/file_cache';

/** Covers that come into view together are fetched together. */
const GATHER_MS = 40;

const wanted = new Set<string>();
let gathering: ReturnType<typeof setTimeout> | undefined;

/** Fetches the record of a file soon, a few at a time, unless it is here. */
function wantFile(id: string): void {
  if (hasFreshFile(id)) return;
  wanted.add(id);
  if (gathering !== undefined) return;
  gathering = setTimeout(() => {
    gathering = undefined;
    const ids = [...wanted];
    wanted.clear();
    // What could not be fetched is wanted again when it comes into view again.
    void fetchSome(ids).catch(() => undefined);
  }, GATHER_MS);
}

/** Returns the record of a file, which is fetched if it is not here. */
export function useFile(id: string | undefined): File | undefined {
  const file = useCachedFile(id ?? '');
  useEffect(() => {
    if (id) wantFile(id);
  }, [id]);
  return file;
}
