import { useCallback, useMemo } from 'react';
import { fetchSome } from '../library/fetch_files';
import { cachedFile } from '../library/file_cache';
import { keyOf, type Query, sourceOf } from '../library/query';
import type { Item } from '../library/source';
import { useCatalogue } from '../library/use_catalogue';

export interface Songs {
  readonly items: readonly Item[];
  readonly complete: boolean;
  readonly error: unknown;
  /** Asks for the records of the songs in view. */
  want(from: number, to: number): void;
  /** Asks for the records of these songs. */
  wantItems(items: readonly Item[]): void;
  /** Fetches the records that are missing. */
  fetchRecords(): Promise<void>;
  retry(): void;
}

/** Lists the recordings that a query finds, and keeps the list up to date. */
export function useSongs(query: Query): Songs {
  const key = keyOf(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: queries of one key ask for the same.
  const source = useMemo(() => sourceOf(query), [key]);
  const [catalogue, { items, complete, error }] = useCatalogue(source);
  const wantItems = useCallback((some: readonly Item[]) => catalogue.want(some), [catalogue]);
  const want = useCallback(
    (from: number, to: number) => wantItems(items.slice(from, to)),
    [wantItems, items],
  );
  const fetchRecords = useCallback(async () => {
    const missing = () => items.filter(({ id }) => !cachedFile(id));
    for (const cursor of new Set(missing().map((item) => item.cursor)))
      if (cursor !== undefined) await source.records(cursor);
    await fetchSome(missing().map(({ id }) => id));
  }, [source, items]);
  const retry = useCallback(() => void catalogue.load(), [catalogue]);
  return { items, complete, error, want, wantItems, fetchRecords, retry };
}
