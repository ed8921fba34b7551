import { type CSSProperties, useMemo } from 'react';
import { Link } from 'wouter';
import { words } from '../messages/words';
import { hueOf } from '../player/cover_art';
import { EmptyState } from '../ui/empty_state';
import { genreAddress } from './addresses';
import { useGenres } from './music_data';
import { MusicPage, Waiting } from './music_page';
import { useRoving } from './use_roving';

/** Returns how many tiles stand beside each other, as the style sheet has laid them out. */
function columnsOf(box: HTMLElement | null): number {
  const tops = [...(box?.children ?? [])].map((tile) => (tile as HTMLElement).offsetTop);
  return tops.filter((top) => top === tops[0]).length || 1;
}

/** All genres, by name, each on its colour. */
export function GenresScreen() {
  const { music } = words;
  const { data: genres, error, refetch } = useGenres();
  const count = genres?.length ?? 0;
  const sorted = useMemo(
    () => [...(genres ?? [])].sort((a, b) => a.name.localeCompare(b.name)),
    [genres],
  );
  const roving = useRoving(count, () => columnsOf(roving.box.current));
  return (
    <MusicPage title={music.genres}>
      {!genres && <Waiting error={error} retry={() => void refetch()} cards />}
      {genres?.length === 0 && (
        <EmptyState icon="audio" title={music.noGenres}>
          <p>{music.noGenresText}</p>
        </EmptyState>
      )}
      <div
        ref={roving.box}
        role="list"
        aria-label={music.genres}
        hidden={count === 0}
        className="genre-tiles"
        onFocus={roving.onFocus}
        onKeyDown={roving.onKeyDown}
      >
        {sorted.map(({ name, tracks }, index) => (
          <div key={name} role="listitem">
            <Link
              href={genreAddress(name)}
              className="genre-tile"
              data-index={index}
              tabIndex={index === roving.active ? 0 : -1}
              style={{ '--hue': hueOf(name) } as CSSProperties}
            >
              <strong>{name}</strong>
              <span>{music.countedSongs(tracks)}</span>
            </Link>
          </div>
        ))}
      </div>
    </MusicPage>
  );
}
