import { Link } from 'wouter';
import type { File } from '../api/client';
import { sentenceText } from '../api/our_words';
import { retryFile } from '../library/file_actions';
import { words } from '../messages/words';
import { Cover } from '../player/cover';
import { artistOf } from '../player/titles';
import { formatDuration } from '../ui/format';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon_button';
import { albumAddress, artistAddress } from './addresses';
import type { AlbumFinder } from './album_finder';
import { artistOfPage } from './song_actions';
import type { Column } from './song_columns';

/** How a song stands to the player and to the selection. */
export interface RowState {
  current: boolean;
  playing: boolean;
  selected: boolean;
  /** Some songs are selected, so that a click selects others. */
  selecting: boolean;
}

/** Says that the song is a favorite. */
export function FavoriteMark() {
  return (
    <span className="song-favorite">
      <Icon name="heart-filled" size={13} />
      <span className="visually-hidden">{words.music.favorite}</span>
    </span>
  );
}

interface FirstProps extends Pick<RowState, 'selecting' | 'selected' | 'current' | 'playing'> {
  index: number;
  play(index: number): void;
  choose(index: number, range: boolean): void;
  file: File | undefined;
  title: string;
  withCover: boolean;
}

/** The first cell: number or cover, which plays the song; a check box while songs are selected. */
export function First({ file, title, withCover, index, ...rest }: FirstProps) {
  const { selecting, selected, current, playing, play, choose } = rest;
  const { music } = words;
  const face = withCover ? (
    <Cover file={file} size="small" />
  ) : (
    // The style sheet shows the number: as text it would have to be part of the button's name.
    <span className="song-track" data-number={file?.tags?.track ?? index + 1} />
  );
  if (selecting) {
    return (
      <button
        type="button"
        className="song-check"
        role="checkbox"
        aria-checked={selected}
        aria-label={music.selectName(title)}
        tabIndex={-1}
        onClick={(event) => choose(index, event.shiftKey)}
      >
        <span>
          <Icon name="check" size={16} />
        </span>
      </button>
    );
  }
  return (
    <button
      type="button"
      className={`song-play ${withCover ? 'on-cover' : ''}`}
      disabled={file?.status === 'failed'}
      aria-label={playing ? music.pauseName(title) : music.playName(title)}
      tabIndex={-1}
      onClick={(event) => {
        if (event.shiftKey || event.ctrlKey || event.metaKey) choose(index, event.shiftKey);
        else play(index);
      }}
    >
      {face}
      <span className="song-mark">
        {current && <span className="equalizer" />}
        <Icon name={playing ? 'pause' : 'play'} size={withCover ? 18 : 16} />
      </span>
    </button>
  );
}

interface SubtitleProps {
  file: File;
  narrow: boolean;
  wanted: readonly Column[];
}

/** What is wrong with the song, and where there is no room for columns, whose it is. */
export function Subtitle({ file, narrow, wanted }: SubtitleProps) {
  if (file.status === 'failed') {
    const reason = file.failureReason && sentenceText(file.failureReason);
    return <small className="bad">{reason || words.music.cannotBePlayed}</small>;
  }
  if (file.damaged) {
    return (
      <small className="bad" title={sentenceText(file.damaged)}>
        {sentenceText(file.damaged)}
      </small>
    );
  }
  if (file.status === 'processing') return <small>{words.music.processing}</small>;
  if (!narrow) return null;
  const { artist, album } = file.tags ?? {};
  const hasArtist = wanted.includes('artist');
  const hasAlbum = wanted.includes('album');
  const text = hasArtist && hasAlbum ? artistOf(file) : hasArtist ? artist : hasAlbum ? album : '';
  return text ? <small>{text}</small> : null;
}

export function ArtistLink({ file }: { file: File }) {
  const page = artistOfPage(file);
  if (!page) return null;
  return (
    <Link href={artistAddress(page)} tabIndex={-1}>
      {file.tags?.artist ?? page}
    </Link>
  );
}

export function AlbumLink({ file, albumOf }: { file: File; albumOf: AlbumFinder }) {
  const album = albumOf(file);
  if (!album) return file.tags?.album ?? null;
  return (
    <Link href={albumAddress(album.albumId)} tabIndex={-1}>
      {file.tags?.album}
    </Link>
  );
}

export function Time({ file }: { file: File }) {
  if (file.status === 'failed') {
    return (
      <IconButton
        icon="retry"
        label={words.music.processNameAgain(file.fileName)}
        tabIndex={-1}
        onClick={() => void retryFile(file.fileId)}
      />
    );
  }
  if (file.status === 'processing') return <span className="spinner" />;
  return file.durationSeconds === undefined ? null : formatDuration(file.durationSeconds);
}
