import { useMemo } from 'react';
import { usePathname } from 'wouter/use-browser-location';
import { askAbout } from '../library/file_dialog';
import { words } from '../messages/words';
import { Cover } from '../player/cover';
import { IconButton } from '../ui/icon_button';
import { artistAddress, genreAddress, nameIn } from './addresses';
import { albumCard } from './album_cards';
import { inOrder } from './album_order';
import { type AlbumFilter, useAlbums } from './music_data';
import { MusicPage, Waiting } from './music_page';
import { PlayActions } from './play_actions';
import type { Played } from './played_list';
import { Shelf } from './shelf';
import type { Column } from './song_columns';
import { SongList } from './song_list';
import { SongSection } from './song_section';
import { useSongs } from './use_songs';
import { useFile } from './want_file';

const OF_ARTIST: readonly Column[] = ['cover', 'title', 'album', 'time'];
const OF_GENRE: readonly Column[] = ['cover', 'title', 'artist', 'album', 'time'];

/** One artist: their albums, and all their songs. */
export function ArtistScreen() {
  const name = nameIn(usePathname());
  return (
    <Named key={name} name={name} filter={{ artist: name }} href={artistAddress(name)} isArtist />
  );
}

/** One genre: its albums, and all its songs. */
export function GenreScreen() {
  const name = nameIn(usePathname());
  return <Named key={name} name={name} filter={{ genre: name }} href={genreAddress(name)} />;
}

interface Props {
  name: string;
  filter: AlbumFilter;
  href: string;
  isArtist?: boolean;
}

function Named({ name, filter, href, isArtist = false }: Props) {
  const { music } = words;
  const { data: albums = [] } = useAlbums(filter);
  const songs = useSongs({ kind: 'audio', sort: 'album', ...filter });
  const sorted = useMemo(() => inOrder(albums, 'year'), [albums]);
  const coverFileId = sorted[0]?.coverFileId;
  const cover = useFile(coverFileId);
  const kind = isArtist ? music.artist : music.genre;
  const played: Played = useMemo(
    () => ({
      href,
      title: name,
      subtitle: kind,
      ...(coverFileId !== undefined && { coverFileId }),
    }),
    [href, name, kind, coverFileId],
  );
  const head = (
    <header className={`album-head ${isArtist ? 'round' : ''}`}>
      <Cover file={cover} size="large" of={{ name }} />
      <div>
        <p className="album-kind">{kind}</p>
        <h1>{name}</h1>
        <p className="muted">
          {[
            albums.length > 0 && music.countedAlbums(albums.length),
            songs.complete && music.countedSongs(songs.items.length),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <div className="album-actions">
          <PlayActions songs={songs.items} played={played} primary />
          <IconButton
            icon="playlist"
            label={music.addToPlaylist}
            disabled={!songs.complete || songs.items.length === 0}
            onClick={() =>
              askAbout(
                'playlist',
                songs.items.map(({ id }) => id),
              )
            }
          />
        </div>
      </div>
    </header>
  );
  return (
    <MusicPage title={name} head={head}>
      {sorted.length > 0 && (
        <Shelf
          title={music.albums}
          items={sorted.map((album) => albumCard(album, isArtist ? 'year' : 'artist'))}
        />
      )}
      {songs.items.length === 0 && !songs.complete && (
        <Waiting error={songs.error} retry={songs.retry} />
      )}
      {songs.items.length > 0 && (
        <SongSection title={music.songs}>
          <SongList
            label={music.songs}
            songs={songs.items}
            columns={isArtist ? OF_ARTIST : OF_GENRE}
            want={songs.want}
            played={played}
          />
        </SongSection>
      )}
    </MusicPage>
  );
}
