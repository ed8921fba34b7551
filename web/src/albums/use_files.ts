import { useMemo, useSyncExternalStore } from 'react';
import type { File } from '../api/client';
import { cachedFile, onFilesChange } from '../library/file_cache';

/** Returns the records of these files that are known, and renders again when one of them changes. */
export function useFiles(ids: readonly string[]): readonly File[] {
  const key = ids.join();
  const snapshot = useMemo(() => {
    let last: readonly File[] = [];
    return () => {
      const now = key.split(',').flatMap((id) => cachedFile(id) ?? []);
      const same = now.length === last.length && now.every((file, i) => file === last[i]);
      if (!same) last = now;
      return last;
    };
  }, [key]);
  return useSyncExternalStore(onFilesChange, snapshot);
}
