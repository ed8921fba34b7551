import type { Kind } from '../api/client';
import type { Query } from '../library/query';

/** The filters that ask for one value of a file. */
export const FIELDS = ['place', 'camera', 'keyword', 'artist', 'album', 'genre'] as const;
export type Field = (typeof FIELDS)[number];

/** What is looked for: words, and filters that files must all pass. */
export type Search = { readonly text: string } & {
  readonly [field in Field]?: string | undefined;
} & {
  readonly kind?: Kind | undefined;
  /** Days, as 2019-07-14; both belong to the time that is looked at. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly year?: number | undefined;
  readonly favorite?: true | undefined;
  readonly minRating?: number | undefined;
  /** Photos come by date although words are looked for. */
  readonly order?: 'date' | undefined;
};

/** A filter that is added and removed as a whole. */
export type FilterName = Field | 'kind' | 'dates' | 'year' | 'favorite' | 'minRating';

const PARTS: Readonly<Record<FilterName, readonly (keyof Search)[]>> = {
  kind: ['kind'],
  dates: ['from', 'to'],
  year: ['year'],
  place: ['place'],
  camera: ['camera'],
  keyword: ['keyword'],
  artist: ['artist'],
  album: ['album'],
  genre: ['genre'],
  favorite: ['favorite'],
  minRating: ['minRating'],
};

const isSet = (search: Search, name: FilterName) =>
  PARTS[name].some((part) => search[part] !== undefined);

/** Returns the filters that are set, in the order in which they are shown. */
export function filtersOf(search: Search): FilterName[] {
  return (Object.keys(PARTS) as FilterName[]).filter((name) => isSet(search, name));
}

export function without(search: Search, name: FilterName): Search {
  const left = Object.entries(search).filter(
    ([part]) => !PARTS[name].includes(part as keyof Search),
  );
  return Object.fromEntries(left) as unknown as Search;
}

export const isEmpty = (search: Search) => search.text === '' && filtersOf(search).length === 0;

/** Returns the day if the calendar has it. */
function dayIn(text: string | null): string | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return;
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time)) return;
  return new Date(time).toISOString().startsWith(text) ? text : undefined;
}

function numberIn(text: string | null, least: number, most: number): number | undefined {
  const value = Number(text);
  return text && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}

/** Reads the part of an address behind "?". What makes no sense is left out. */
export function readSearch(query: string): Search {
  const given = new URLSearchParams(query);
  const kind = given.get('kind');
  const read: Record<string, unknown> = {
    kind: kind === 'image' || kind === 'audio' ? kind : undefined,
    from: dayIn(given.get('from')),
    to: dayIn(given.get('to')),
    year: numberIn(given.get('year'), 1, 9999),
    favorite: given.get('favorite') === 'true' ? true : undefined,
    minRating: numberIn(given.get('rating'), 1, 5),
    order: given.get('order') === 'date' ? 'date' : undefined,
  };
  for (const field of FIELDS) read[field] = given.get(field)?.trim() || undefined;
  const set = Object.entries(read).filter(([, value]) => value !== undefined);
  return { text: given.get('q')?.trim() ?? '', ...Object.fromEntries(set) };
}

/** Returns the address of the results. */
export function writeSearch({ text, minRating, ...filters }: Search): string {
  const query = new URLSearchParams();
  if (text) query.set('q', text);
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined) query.set(name, String(value));
  }
  if (minRating !== undefined) query.set('rating', String(minRating));
  const written = query.toString();
  return written ? `/search?${written}` : '/search';
}

/** Returns what the drive is asked for. */
export function queryOf({ text, order: _, ...filters }: Search): Query {
  const set = Object.entries(filters).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(set), ...(text ? { q: text } : {}) };
}

/** Returns whether the photos that fit the words best come first. Without words they come by date, as everywhere. */
export const isByRelevance = ({ text, order }: Search): boolean => text !== '' && order !== 'date';

export const photoQuery = (search: Search): Query => ({
  ...queryOf(search),
  kind: 'image',
  sort: isByRelevance(search) ? 'relevance' : 'date',
});

export const songQuery = (search: Search): Query => ({
  ...queryOf(search),
  kind: 'audio',
  sort: search.text ? 'relevance' : 'album',
});
