import { lazy, Suspense, useRef, useState } from 'react';
import { Link } from 'wouter';
import { words } from '../messages/words';
import { useSlashKey } from '../search/use_slash_key';
import { Icon } from '../ui/icon';

const SearchBox = lazy(async () => {
  const { SearchBox } = await import('../search/search_box');
  return { default: SearchBox };
});

/** A link to the search, which takes the place of the box until that is loaded. */
function SearchLink({ onSlash }: { onSlash(): void }) {
  const link = useRef<HTMLAnchorElement>(null);
  useSlashKey(link, onSlash);
  return (
    <Link ref={link} href="/search" className="search-link">
      <Icon name="search" /> {words.shell.search}
    </Link>
  );
}

/** The search box in the top bar. Who pressed "/" before it was loaded finds it with the focus. */
export function SearchSlot() {
  const [wanted, setWanted] = useState(false);
  return (
    <Suspense fallback={<SearchLink onSlash={() => setWanted(true)} />}>
      <SearchBox wanted={wanted} />
    </Suspense>
  );
}
