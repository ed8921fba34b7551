import type { Query } from '../library/query';
import type { Column } from './song_columns';

/** The column that a list is sorted by. */
export interface SongOrder {
  readonly column: Column;
  readonly descending: boolean;
}

const sorts: Partial<Record<Column, NonNullable<Query['sort']>>> = {
  added: 'uploaded',
  title: 'title',
  album: 'album',
  time: 'duration',
};

const ofDrive = Object.keys(sorts) as Column[];

/** Returns the columns that a list can be sorted by; `withArtist` where that can be done here. */
export function sortedColumns(withArtist: boolean): readonly Column[] {
  return withArtist ? ['title', 'artist', 'album', 'added', 'time'] : ofDrive;
}

export const STANDARD: SongOrder = { column: 'added', descending: true };

/** Reads the order from the address: "title", "-added". */
export function orderFrom(text: string | null): SongOrder {
  const descending = text?.startsWith('-') ?? false;
  const column = (descending ? text?.slice(1) : text) as Column;
  return sortedColumns(true).includes(column) ? { column, descending } : STANDARD;
}

export const orderText = ({ column, descending }: SongOrder): string =>
  descending ? `-${column}` : column;

/** Returns the order after its column, or another one, was chosen: the same column again turns it round. */
export function orderWith(before: SongOrder, column: Column): SongOrder {
  if (before.column === column) return { column, descending: !before.descending };
  return { column, descending: column === 'added' };
}

/**
 * Returns what the drive is asked for. The latest uploads are asked for as everywhere, so that one list serves all, also
 * the order by artist, which the drive does not have.
 */
export function queryOf({ column, descending }: SongOrder): Query {
  if (column === 'artist') return queryOf(STANDARD);
  const sort = sorts[column] ?? 'uploaded';
  if (sort === 'uploaded' && descending) return { kind: 'audio', sort };
  return { kind: 'audio', sort, order: descending ? 'desc' : 'asc' };
}
