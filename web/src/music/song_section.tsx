import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { words } from '../messages/words';

interface Props {
  title: string;
  /** The page with all of them. */
  href?: string;
  children: ReactNode;
}

/** A list under a heading of its own. */
export function SongSection({ title, href, children }: Props) {
  return (
    <section className="song-section" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {href && (
          <Link href={href} aria-label={words.music.seeAllOf(title)}>
            {words.music.seeAll}
          </Link>
        )}
      </header>
      {children}
    </section>
  );
}
