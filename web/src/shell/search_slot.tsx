import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';

const SearchBox = lazy(async () => {
  const { SearchBox } = await import('../search/search_box');
  return { default: SearchBox };
});

/** The search box in the top bar; until it is loaded, a link to the search. */
export function SearchSlot() {
  const link = (
    <Link href="/search" className="search-link">
      <Icon name="search" /> {words.shell.search}
    </Link>
  );
  return (
    <Suspense fallback={link}>
      <SearchBox />
    </Suspense>
  );
}
