import { useLocation, useSearch } from 'wouter';
import { readSearch, type Search } from './search_query';

const NOTHING: Search = { text: '' };

/** Returns what the address looks for; nothing on all screens but the results. */
export function usePresentSearch(): Search {
  const [path] = useLocation();
  // Called to render again when it changes; the address itself is not decoded yet.
  useSearch();
  return path === '/search' || path.startsWith('/search/') ? readSearch(location.search) : NOTHING;
}
