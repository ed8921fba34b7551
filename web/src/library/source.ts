import type { File, Kind } from '../api/client';

/** The part of a file that is known before its record is fetched. */
export interface Item {
  readonly id: string;
  /** The effective date, as 2019-07-14T18:03:21; "" where lists come without dates. */
  readonly date: string;
  /** Width divided by height, or 0 if it is not known. */
  readonly aspect: number;
  readonly color: string;
  /** Opens the page of records with this file; undefined for a file that is newer than the list. */
  readonly cursor: string | null | undefined;
}

export interface Part {
  readonly items: readonly Item[];
  /** Opens the next part; null behind the last one. */
  readonly next: string | null;
}

/** Where the files of a catalogue come from, and in which order. */
export interface Source {
  /** Two sources with the same key list the same files. */
  readonly key: string;
  /** The only kind that it lists; undefined when it may have both. */
  readonly kind: Kind | undefined;
  /** The collection whose files it lists in their order, if it is one; a change of that lists it anew. */
  readonly collection?: string;
  /** Fetches the first files, with their records. */
  first(): Promise<Part>;
  /** Fetches what is behind them. */
  more(cursor: string): Promise<Part>;
  /** Fetches the records behind a cursor. */
  records(cursor: string | null): Promise<void>;
  /** Returns whether the file is one of these; undefined when only the drive can tell. */
  has(file: File): boolean | undefined;
  /** As Array.prototype.sort() wants it; undefined when only the drive knows the order. */
  readonly compare: ((a: Item, b: Item) => number) | undefined;
}
