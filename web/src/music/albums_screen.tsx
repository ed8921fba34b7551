import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { words } from '../messages/words';
import { EmptyState } from '../ui/empty_state';
import { albumCard } from './album_cards';
import { ALBUM_ORDERS, type AlbumOrder, inOrder } from './album_order';
import { CardGrid } from './card_grid';
import { useAlbums } from './music_data';
import { MusicPage, Waiting } from './music_page';
import { OrderChoice } from './order_choice';

const isOrder = (text: string | null): text is AlbumOrder =>
  ALBUM_ORDERS.includes(text as AlbumOrder);

/** All albums as a grid of covers. */
export function AlbumsScreen() {
  const { music } = words;
  const { data: albums, error, refetch } = useAlbums();
  const [params, setParams] = useSearchParams();
  const asked = params.get('sort');
  const order = isOrder(asked) ? asked : 'artist';
  const cards = useMemo(
    () => inOrder(albums ?? [], order).map((album) => albumCard(album)),
    [albums, order],
  );
  const names = {
    added: music.byAdded,
    title: music.byTitle,
    artist: music.byArtist,
    year: music.byYear,
  };
  return (
    <MusicPage
      title={music.albums}
      actions={
        cards.length > 1 && (
          <OrderChoice
            value={order}
            options={ALBUM_ORDERS.map((each) => ({ value: each, name: names[each] }))}
            choose={(sort) => setParams({ sort }, { replace: true })}
          />
        )
      }
    >
      {!albums && <Waiting error={error} retry={() => void refetch()} cards />}
      {albums?.length === 0 && (
        <EmptyState icon="audio" title={music.noAlbums}>
          <p>{music.noAlbumsText}</p>
        </EmptyState>
      )}
      {cards.length > 0 && <CardGrid label={music.albums} items={cards} />}
    </MusicPage>
  );
}
