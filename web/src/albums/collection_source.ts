import { api, unwrap } from '../api/client';
import { FILES_PER_PAGE, fetchOnce } from '../library/fetch_files';
import { putFiles } from '../library/file_cache';
import { itemOf } from '../library/item';
import type { Part, Source } from '../library/source';

/** Lists the files of an album or a playlist in the order that its owner gave them. */
export function collectionSource(id: string): Source {
  const key = `collection ${id}`;

  const fetchPage = async (cursor: string | null) => {
    const query = { limit: FILES_PER_PAGE, ...(cursor ? { cursor } : {}) };
    const page = await fetchOnce([key, cursor], (signal) =>
      unwrap(api.GET('/collections/{id}/files', { params: { path: { id }, query }, signal })),
    );
    putFiles(page.files);
    return page;
  };
  const part = async (cursor: string | null): Promise<Part> => {
    const page = await fetchPage(cursor);
    const items = page.files.map((file) => itemOf(file, cursor));
    return { items, next: page.nextCursor ?? null };
  };

  return {
    key,
    kind: undefined,
    collection: id,
    first: () => part(null),
    more: part,
    async records(cursor) {
      await fetchPage(cursor);
    },
    has: (file) => file.collections?.includes(id) ?? false,
    compare: undefined,
  };
}
