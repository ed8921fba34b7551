import { useCallback, useMemo } from 'react';
import { keyOf, type Query, sourceOf } from '../library/query';
import type { Item } from '../library/source';
import { useCatalogue } from '../library/use_catalogue';

export interface Songs {
  readonly items: readonly Item[];
  readonly complete: boolean;
  readonly error: unknown;
  /** Asks for the records of the songs in view. */
  want(from: number, to: number): void;
  retry(): void;
}

/** Lists the recordings that a query finds, and keeps the list up to date. */
export function useSongs(query: Query): Songs {
  const key = keyOf(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: queries of one key ask for the same.
  const source = useMemo(() => sourceOf(query), [key]);
  const [catalogue, { items, complete, error }] = useCatalogue(source);
  const want = useCallback(
    (from: number, to: number) => catalogue.want(items.slice(from, to)),
    [catalogue, items],
  );
  const retry = useCallback(() => void catalogue.load(), [catalogue]);
  return { items, complete, error, want, retry };
}
