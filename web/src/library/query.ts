import { api, type File, unwrap } from '../api/client';
import type { operations } from '../api/schema';
import { FILES_PER_PAGE, fetchOnce } from './fetch_files';
import { putFiles } from './file_cache';
import { byDate, byUpload, itemOf, itemsOf } from './item';
import type { Part, Source } from './source';

/** What GET /outline and GET /retrieve can be asked for: words, filters and an order. */
export type Query = Omit<
  NonNullable<operations['outline']['parameters']['query']>,
  'limit' | 'cursor'
>;

const FILES_PER_OUTLINE = 2000;

export const ALL_PHOTOS: Query = { kind: 'image', sort: 'date' };
export const ALL_RECORDINGS: Query = { kind: 'audio', sort: 'uploaded' };

/** Two queries that ask for the same have the same key. */
export function keyOf(query: Query): string {
  const set = Object.entries(query).filter(([, value]) => value !== undefined);
  return JSON.stringify(set.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Returns the order of a query that has all files of its kind, or all favorites; undefined for all other queries,
 * about which only the drive can tell.
 */
function orderOf({ kind, sort, order = 'desc', favorite, ...filters }: Query) {
  if (order !== 'desc' || Object.values(filters).some((value) => value !== undefined)) return;
  if (sort === 'date') return byDate;
  return sort === 'uploaded' ? byUpload : undefined;
}

/** Lists what the query finds. */
export function sourceOf(query: Query): Source {
  const key = keyOf(query);
  const compare = orderOf(query);

  const fetchPage = async (cursor: string | null, limit: number) => {
    const params = { query: { ...query, limit, ...(cursor ? { cursor } : {}) } };
    const page = await fetchOnce(['page', key, cursor, limit], (signal) =>
      unwrap(api.GET('/retrieve', { params, signal })),
    );
    putFiles(page.files);
    return page;
  };

  return {
    key,
    kind: query.kind,
    async first(): Promise<Part> {
      const page = await fetchPage(null, FILES_PER_PAGE);
      return { items: page.files.map((file) => itemOf(file, null)), next: page.nextCursor ?? null };
    },
    async more(cursor: string): Promise<Part> {
      const params = { query: { ...query, limit: FILES_PER_OUTLINE, cursor } };
      const outline = await fetchOnce(['outline', key, cursor], (signal) =>
        unwrap(api.GET('/outline', { params, signal })),
      );
      return { items: itemsOf(outline, cursor), next: outline.nextCursor ?? null };
    },
    async records(cursor) {
      await fetchPage(cursor, FILES_PER_PAGE);
    },
    has(file: File) {
      const { kind, favorite, collection } = query;
      if (kind && file.kind !== kind) return false;
      if (favorite !== undefined && (file.favorite ?? false) !== favorite) return false;
      if (typeof collection === 'string' && !file.collections?.includes(collection)) return false;
      return compare ? true : undefined;
    },
    compare,
  };
}
