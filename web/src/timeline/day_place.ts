import { useSyncExternalStore } from 'react';
import { cachedFile, onFilesChange } from '../library/file_cache';
import { townOf } from '../library/photo_name';
import type { Item } from '../library/source';

/** A day has thousands of pictures at most times when a machine made them. */
const MAX_ASKED = 200;

/** Returns the place that most of the names are; undefined if none is known. */
export function mostCommon(names: Iterable<string | undefined>): string | undefined {
  const counts = new Map<string, number>();
  let best: string | undefined;
  for (const name of names) {
    if (name === undefined) continue;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (count > (best === undefined ? 0 : (counts.get(best) ?? 0))) best = name;
  }
  return best;
}

/** Returns the place where most pictures of a day were taken, as far as their records are here. */
export function useDayPlace(items: readonly Item[], from: number, to: number): string | undefined {
  return useSyncExternalStore(onFilesChange, () => {
    const names: (string | undefined)[] = [];
    for (let i = from; i < Math.min(to, from + MAX_ASKED); i++) {
      const file = cachedFile(items[i]?.id ?? '');
      names.push(file && townOf(file));
    }
    return mostCommon(names);
  });
}
