import { sourceOf } from '../library/query';
import type { Source } from '../library/source';
import { photoQuery, readSearch, writeSearch } from './search_query';

/** Returns the pictures that the query of the address finds, and the address of that list. */
export function picturesFound(query: string): { source: Source; base: string } {
  const search = readSearch(query);
  return { source: sourceOf(photoQuery(search)), base: writeSearch(search) };
}
