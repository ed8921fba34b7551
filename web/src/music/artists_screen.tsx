import { useMemo } from 'react';
import { words } from '../messages/words';
import { EmptyState } from '../ui/empty_state';
import { artistCards } from './album_cards';
import { inOrder, sortedName } from './album_order';
import { CardGrid } from './card_grid';
import { useAlbums, useArtists } from './music_data';
import { MusicPage, Waiting } from './music_page';

/** All artists, by name. */
export function ArtistsScreen() {
  const { music } = words;
  const { data: artists, error, refetch } = useArtists();
  const { data: albums } = useAlbums();
  const cards = useMemo(() => {
    const sorted = [...(artists ?? [])].sort((a, b) =>
      sortedName(a.name).localeCompare(sortedName(b.name)),
    );
    return artistCards(sorted, inOrder(albums ?? [], 'year'));
  }, [artists, albums]);
  return (
    <MusicPage title={music.artists}>
      {!artists && <Waiting error={error} retry={() => void refetch()} cards />}
      {artists?.length === 0 && (
        <EmptyState icon="person" title={music.noArtists}>
          <p>{music.noArtistsText}</p>
        </EmptyState>
      )}
      {cards.length > 0 && <CardGrid label={music.artists} items={cards} />}
    </MusicPage>
  );
}
