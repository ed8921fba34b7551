import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { words } from '../messages/words';

function tabs(): readonly { href: string; name: string }[] {
  const { music } = words;
  return [
    { href: '/audio', name: music.home },
    { href: '/audio/albums', name: music.albums },
    { href: '/audio/artists', name: music.artists },
    { href: '/audio/genres', name: music.genres },
    { href: '/audio/songs', name: music.songs },
    { href: '/audio/playlists', name: music.playlists },
    { href: '/audio/favorites', name: music.favorites },
  ];
}

/** The sections of the music, in a row that scrolls sideways; wide windows have them in the sidebar. */
export function MusicTabs() {
  const [path] = useLocation();
  const here = `/audio/${path.split('/')[2] ?? ''}`.replace(/\/$/, '');
  const row = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the current tab depends on the path.
  useEffect(() => {
    const tab = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (tab && row.current) row.current.scrollLeft = tab.offsetLeft - 48;
  }, [here]);
  return (
    <nav ref={row} className="music-tabs" aria-label={words.music.sections}>
      {tabs().map(({ href, name }) => (
        <Link key={href} href={href} aria-current={href === here ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
