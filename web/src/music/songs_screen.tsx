import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { words } from '../messages/words';
import { EmptyState } from '../ui/empty_state';
import { MusicPage, Waiting } from './music_page';
import { OrderChoice } from './order_choice';
import { PlayActions } from './play_actions';
import type { Column } from './song_columns';
import type { Sorting } from './song_head';
import { SongList } from './song_list';
import { orderFrom, orderText, orderWith, queryOf, STANDARD, sortedColumns } from './song_order';
import { useArtistOrder } from './use_artist_order';
import { useSongs } from './use_songs';

const columns: readonly Column[] = ['cover', 'title', 'artist', 'album', 'added', 'time'];

/** All songs in columns. */
export function SongsScreen() {
  const { music } = words;
  return (
    <SortedSongs title={music.songs} empty={{ title: music.emptyTitle, text: music.emptyText }} />
  );
}

/** The songs that the user has marked as favorites. */
export function FavoriteSongsScreen() {
  const { music } = words;
  return (
    <SortedSongs
      title={music.favorites}
      favorite
      empty={{ title: music.noFavorites, text: music.noFavoritesText }}
    />
  );
}

interface Props {
  title: string;
  favorite?: true;
  empty: { title: string; text: string };
}

function SortedSongs({ title, favorite, empty }: Props) {
  const { music } = words;
  const [params, setParams] = useSearchParams();
  const sort = params.get('sort');
  const wanted = useMemo(() => orderFrom(sort), [sort]);
  const songs = useSongs({ ...queryOf(wanted), ...(favorite && { favorite }) });
  const isByArtist = wanted.column === 'artist';
  const artists = useArtistOrder(songs, isByArtist, wanted.descending);
  // A library may have grown too large for an order that is in the address.
  const order = isByArtist && songs.complete && !artists.possible ? STANDARD : wanted;
  const items = order.column === 'artist' ? artists.items : songs.items;
  const columnsToSort = sortedColumns(artists.possible || order.column === 'artist');
  const sorting: Sorting = {
    by: order.column,
    descending: order.descending,
    columns: new Set(columnsToSort),
    choose: (column) => setParams({ sort: orderText(orderWith(order, column)) }, { replace: true }),
  };
  const names = {
    title: music.byTitle,
    artist: music.byArtist,
    album: music.album,
    added: music.byAdded,
    time: music.time,
  };
  const options = columnsToSort.map((column) => ({
    value: column,
    name: names[column as keyof typeof names],
  }));
  const count = songs.items.length;
  return (
    <MusicPage
      title={title}
      actions={
        count > 0 && (
          <>
            <OrderChoice
              narrow
              value={order.column}
              options={options}
              choose={(column) => sorting.choose(column as Column)}
            />
            <PlayActions songs={items ?? []} playLabel={music.playAll} />
          </>
        )
      }
    >
      {count === 0 && songs.complete && (
        <EmptyState icon="audio" title={empty.title}>
          <p>{empty.text}</p>
        </EmptyState>
      )}
      {count === 0 && !songs.complete && <Waiting error={songs.error} retry={songs.retry} />}
      {count > 0 && (
        <>
          <p className="music-count">{music.countedSongs(count)}</p>
          {items ? (
            <SongList
              label={title}
              songs={items}
              columns={columns}
              sorting={sorting}
              want={order.column === 'artist' ? artists.want : songs.want}
            />
          ) : (
            <Waiting error={artists.error} retry={artists.retry} />
          )}
        </>
      )}
    </MusicPage>
  );
}
