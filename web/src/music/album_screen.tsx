import { useMemo } from 'react';
import { Link } from 'wouter';
import { Problem } from '../api/problem';
import { downloadFiles } from '../library/file_actions';
import { askAbout } from '../library/file_dialog';
import { words } from '../messages/words';
import { Cover } from '../player/cover';
import { EmptyState } from '../ui/empty_state';
import { IconButton } from '../ui/icon_button';
import { artistAddress } from './addresses';
import { playedAlbum } from './album_cards';
import { lengthOf } from './length';
import { type AlbumWithTracks, useAlbum } from './music_data';
import { MusicPage, Waiting } from './music_page';
import { PlayActions } from './play_actions';
import type { Column } from './song_columns';
import { discsOf } from './song_entries';
import { SongList } from './song_list';

const ALONE: readonly Column[] = ['number', 'title', 'time'];
const WITH_ARTISTS: readonly Column[] = ['number', 'title', 'artist', 'time'];

/** One album with its tracks. */
export function AlbumScreen({ params }: { params: Readonly<Record<string, string | undefined>> }) {
  const { music } = words;
  const { data: album, error, refetch } = useAlbum(params.id ?? '');
  if (album) return <Album album={album} />;
  const gone = error instanceof Problem && [400, 404].includes(error.status);
  return (
    <MusicPage title={music.album} head={<h1 className="visually-hidden">{music.album}</h1>}>
      {gone ? (
        <EmptyState icon="audio" title={music.albumGone}>
          <p>{music.albumGoneText}</p>
          <Link href="/audio/albums" className="button">
            {music.allAlbums}
          </Link>
        </EmptyState>
      ) : (
        <Waiting error={error} retry={() => void refetch()} />
      )}
    </MusicPage>
  );
}

function Album({ album }: { album: AlbumWithTracks }) {
  const { title, artist, files } = album;
  const songs = useMemo(() => files.map(({ fileId }) => ({ id: fileId })), [files]);
  const headings = useMemo(() => {
    const discs = [...discsOf(files)];
    return new Map(discs.map(([index, disc]) => [index, words.music.disc(disc)]));
  }, [files]);
  const mixed = files.some(({ tags }) => tags?.artist !== undefined && tags.artist !== artist);
  const played = useMemo(() => playedAlbum(album), [album]);
  return (
    <MusicPage title={title} head={<AlbumHead album={album} songs={songs} />}>
      <SongList
        label={title}
        songs={songs}
        columns={mixed ? WITH_ARTISTS : ALONE}
        headings={headings}
        played={played}
      />
    </MusicPage>
  );
}

interface HeadProps {
  album: AlbumWithTracks;
  songs: readonly { readonly id: string }[];
}

function AlbumHead({ album, songs }: HeadProps) {
  const { music } = words;
  const { title, artist, year, files, tracks, durationSeconds, coverFileId } = album;
  const cover = files.find(({ fileId }) => fileId === coverFileId) ?? files[0];
  return (
    <header className="album-head">
      <Cover file={cover} size="large" of={{ name: title, seed: artist ?? title }} />
      <div>
        <p className="album-kind">{music.album}</p>
        <h1>{title}</h1>
        <p className="album-artist">
          {artist ? <Link href={artistAddress(artist)}>{artist}</Link> : music.unknownArtist}
        </p>
        <p className="muted">
          {[year, music.countedSongs(tracks), lengthOf(durationSeconds)]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <div className="album-actions">
          <PlayActions songs={songs} played={playedAlbum(album)} primary />
          <IconButton
            icon="playlist"
            label={music.addToPlaylist}
            onClick={() =>
              askAbout(
                'playlist',
                songs.map(({ id }) => id),
              )
            }
          />
          <IconButton
            icon="download"
            label={music.downloadAlbum}
            onClick={() => void downloadFiles(songs.map(({ id }) => id))}
          />
        </div>
      </div>
    </header>
  );
}
