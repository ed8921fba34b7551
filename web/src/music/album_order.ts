import type { Album } from './music_data';

export const ALBUM_ORDERS = ['added', 'title', 'artist', 'year'] as const;
export type AlbumOrder = (typeof ALBUM_ORDERS)[number];

/** Writes a name as it is sorted: without an article, so that "The Beatles" stands at B. */
export const sortedName = (name: string): string => name.replace(/^(the|an?)\s+(?=\S)/i, '');

const compareNames = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true }).compare;
const byName = (a = '', b = '') => compareNames(sortedName(a), sortedName(b));

const byTitle = (a: Album, b: Album) => byName(a.title, b.title);
const byYear = (a: Album, b: Album) => (b.year ?? 0) - (a.year ?? 0);

/** Albums without an artist come last. */
function byArtist(a: Album, b: Album): number {
  if (!a.artist !== !b.artist) return a.artist ? -1 : 1;
  return byName(a.artist, b.artist) || byYear(a, b) || byTitle(a, b);
}

/** The latest upload first: ids of version 7 begin with their time. */
function byUpload(a: Album, b: Album): number {
  return a.coverFileId < b.coverFileId ? 1 : a.coverFileId > b.coverFileId ? -1 : 0;
}

const orders: Record<AlbumOrder, (a: Album, b: Album) => number> = {
  added: byUpload,
  title: (a, b) => byTitle(a, b) || byArtist(a, b),
  artist: byArtist,
  year: (a, b) => byYear(a, b) || byTitle(a, b),
};

/** Returns the albums in this order. */
export function inOrder(albums: readonly Album[], order: AlbumOrder): Album[] {
  return [...albums].sort(orders[order]);
}
