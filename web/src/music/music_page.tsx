import type { ReactNode } from 'react';
import { LoadFailed } from '../library/load_failed';
import { SelectionBar } from '../library/selection_bar';
import { words } from '../messages/words';
import { useTitle } from '../ui/use_title';
import { useMusicNews } from './music_data';
import { MusicTabs } from './music_tabs';

interface Props {
  title: string;
  /** Stands beside the title. */
  actions?: ReactNode;
  /** Takes the place of the title. */
  head?: ReactNode;
  children: ReactNode;
}

/** What the pages of the music have in common. */
export function MusicPage({ title, actions, head, children }: Props) {
  useMusicNews();
  useTitle(title);
  return (
    <section className="music" aria-label={title}>
      <MusicTabs />
      <SelectionBar />
      {head ?? (
        <header className="music-head">
          <h1>{title}</h1>
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}

const SKELETON_ROWS = 9;

interface WaitingProps {
  error: unknown;
  retry(): void;
  /** The shape of what will be there. */
  cards?: boolean;
}

/** Shown until there is something to show. */
export function Waiting({ error, retry, cards = false }: WaitingProps) {
  const { music } = words;
  if (error) {
    return <LoadFailed title={music.notLoaded} error={error} retry={retry} />;
  }
  return (
    <div className={cards ? 'cards-skeleton' : 'songs-skeleton'} role="status">
      <span className="visually-hidden">{music.loading}</span>
      {Array.from({ length: SKELETON_ROWS }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change.
        <span key={i} aria-hidden="true" />
      ))}
    </div>
  );
}
