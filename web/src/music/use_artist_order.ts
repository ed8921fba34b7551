import { useCallback, useEffect, useMemo, useState } from 'react';
import { useFiles } from '../albums/use_files';
import type { Item } from '../library/source';
import { inOrderOfArtists } from './artist_order';
import type { Songs } from './use_songs';

/** The drive has no order by artist; to make it here, the record of every song is needed. */
const MAX_SONGS = 2000;
const NONE: readonly string[] = [];

interface ArtistOrder {
  /** There are not so many songs that they cannot be sorted here. */
  readonly possible: boolean;
  /** Null until the record of every song is here: a part of them would be in a wrong order. */
  readonly items: readonly Item[] | null;
  /** As Songs.want(), for the sorted songs. */
  want(from: number, to: number): void;
  readonly error: unknown;
  retry(): void;
}

/** Sorts a list of songs by artist once that is wanted. */
export function useArtistOrder(songs: Songs, wanted: boolean, descending: boolean): ArtistOrder {
  const { items, complete, wantItems, fetchRecords } = songs;
  const possible = complete && items.length <= MAX_SONGS;
  const needed = wanted && possible;
  const ids = useMemo(() => (needed ? items.map(({ id }) => id) : NONE), [needed, items]);
  const files = useFiles(ids);
  /** The list whose records were all asked for; what is missing then was deleted meanwhile. */
  const [asked, setAsked] = useState<readonly Item[] | null>(null);
  const isMissing = files.length < ids.length && asked !== items;
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  useEffect(() => {
    if (!isMissing || failure) return;
    fetchRecords().then(
      () => setAsked(items),
      (error) => setFailure({ error }),
    );
  }, [isMissing, failure, items, fetchRecords]);
  const sorted = useMemo(() => {
    if (!needed || isMissing) return null;
    const byId = new Map(items.map((item) => [item.id, item]));
    return inOrderOfArtists(files, descending).flatMap(({ fileId }) => byId.get(fileId) ?? []);
  }, [needed, isMissing, items, files, descending]);
  const want = useCallback(
    (from: number, to: number) => wantItems((sorted ?? []).slice(from, to)),
    [wantItems, sorted],
  );
  return {
    possible,
    items: sorted,
    want,
    error: failure?.error ?? null,
    retry: () => setFailure(null),
  };
}
