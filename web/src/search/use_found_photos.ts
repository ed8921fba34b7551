import { useRef } from 'react';
import type { Catalogue, CatalogueState } from '../library/catalogue';
import { sourceOf } from '../library/query';
import { useCatalogue } from '../library/use_catalogue';
import { photoQuery, type Search } from './search_query';

export interface FoundPhotos {
  readonly catalogue: Catalogue;
  readonly state: CatalogueState;
  /** These are the photos of an earlier search; the present one is not answered yet. */
  readonly stale: boolean;
}

/** Lists the photos of a search. Those of the search before stay until the first new ones are there. */
export function useFoundPhotos(search: Search): FoundPhotos {
  const [catalogue, state] = useCatalogue(sourceOf(photoQuery(search)));
  const answered = state.items.length > 0 || state.complete || state.error !== null;
  const shown = useRef({ catalogue, state });
  if (answered) shown.current = { catalogue, state };
  return { ...shown.current, stale: !answered };
}
