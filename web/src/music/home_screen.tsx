import { useMemo } from 'react';
import { useCollections } from '../albums/collections';
import { words } from '../messages/words';
import { EmptyState } from '../ui/empty_state';
import { Icon } from '../ui/icon';
import { chooseFiles } from '../uploads/choose_files';
import { albumCard, artistCards, playlistCard } from './album_cards';
import { inOrder } from './album_order';
import { useLastPlayed } from './last_played';
import { useAlbums, useArtists } from './music_data';
import { MusicPage, Waiting } from './music_page';
import { PlayActions } from './play_actions';
import type { Played } from './played_list';
import { Shelf } from './shelf';
import type { Column } from './song_columns';
import { SongList } from './song_list';
import { SongSection } from './song_section';
import { useSongs } from './use_songs';

const CARDS = 12;
const SONGS = 10;
const FAVORITES = 5;
const columns: readonly Column[] = ['cover', 'title', 'artist', 'album', 'time'];

/** Where the music begins: what was played, what is new, what one likes. */
export function HomeScreen() {
  const { music } = words;
  const songs = useSongs({ kind: 'audio', sort: 'uploaded' });
  const isEmpty = songs.complete && songs.items.length === 0;
  return (
    <MusicPage
      title={music.title}
      actions={!isEmpty && <PlayActions songs={songs.items} playLabel={music.playAll} />}
    >
      {isEmpty && <NothingYet />}
      {songs.items.length === 0 && !isEmpty && (
        <Waiting error={songs.error} retry={songs.retry} cards />
      )}
      {songs.items.length > 0 && (
        <>
          <Shelves />
          <Favorites />
          <SongSection title={music.recentSongs} href="/audio/songs">
            <SongList
              label={music.recentSongs}
              songs={songs.items}
              shown={SONGS}
              columns={columns}
              want={songs.want}
            />
          </SongSection>
        </>
      )}
    </MusicPage>
  );
}

const playedCard = ({ href, title, subtitle, coverFileId }: Played) => ({
  href,
  title,
  subtitle,
  coverFileId,
  seed: subtitle || title,
});

function Shelves() {
  const { music } = words;
  const { data: albums = [] } = useAlbums();
  const { data: artists = [] } = useArtists();
  const { collections: playlists = [] } = useCollections('playlist');
  const played = useLastPlayed();
  const recent = useMemo(() => inOrder(albums, 'added').slice(0, CARDS), [albums]);
  return (
    <>
      {played.length > 0 && <Shelf title={music.jumpBackIn} items={played.map(playedCard)} />}
      {recent.length > 0 && (
        <Shelf
          title={music.recentAlbums}
          href="/audio/albums"
          items={recent.map((album) => albumCard(album))}
        />
      )}
      {playlists.length > 0 && (
        <Shelf
          title={music.playlists}
          href="/audio/playlists"
          items={playlists.slice(0, CARDS).map(playlistCard)}
        />
      )}
      {artists.length > 0 && (
        <Shelf
          title={music.artists}
          href="/audio/artists"
          items={artistCards(artists.slice(0, CARDS), albums)}
        />
      )}
    </>
  );
}

function Favorites() {
  const { music } = words;
  const songs = useSongs({ kind: 'audio', sort: 'uploaded', favorite: true });
  if (songs.items.length === 0) return null;
  return (
    <SongSection title={music.favoriteSongs} href="/audio/favorites">
      <SongList
        label={music.favoriteSongs}
        songs={songs.items}
        shown={FAVORITES}
        columns={columns}
        want={songs.want}
      />
    </SongSection>
  );
}

function NothingYet() {
  const { music } = words;
  return (
    <EmptyState icon="audio" title={music.emptyTitle} dropZone>
      <p>{music.emptyText}</p>
      <button type="button" className="button primary" onClick={() => chooseFiles()}>
        <Icon name="upload" /> {music.chooseFiles}
      </button>
    </EmptyState>
  );
}
