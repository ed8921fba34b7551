import { useState } from 'react';
import type { File } from '../api/client';
import { words } from '../messages/words';
import { Cover } from '../player/cover';
import { playFrom, toggle, usePlayer } from '../player/player';
import { titleOf } from '../player/titles';
import { formatDuration } from '../ui/format';
import { Icon } from '../ui/icon';

const FEW = 5;

interface Props {
  songs: readonly File[];
  /** Shows all from the beginning. */
  whole: boolean;
}

/** The songs that were found; a press plays one, and the others behind it. */
export function SongList({ songs, whole }: Props) {
  const [all, setAll] = useState(false);
  const shown = whole || all ? songs : songs.slice(0, FEW);
  return (
    <>
      <ul className="found-songs">
        {shown.map((song, at) => (
          <SongRow key={song.fileId} song={song} play={() => play(songs, at)} />
        ))}
      </ul>
      {!whole && songs.length > FEW && (
        <button type="button" className="button quiet" onClick={() => setAll(!all)}>
          {all ? words.search.showFewerSongs : words.search.showAllSongs(songs.length)}
        </button>
      )}
    </>
  );
}

function play(songs: readonly File[], at: number): void {
  const { queue, at: current } = usePlayer.getState();
  if (queue[current] === songs[at]?.fileId) return toggle();
  playFrom(
    songs.map((song) => song.fileId),
    at,
  );
}

function SongRow({ song, play }: { song: File; play(): void }) {
  const current = usePlayer((state) => state.queue[state.at] === song.fileId);
  const playing = usePlayer((state) => state.playing) && current;
  const title = titleOf(song);
  return (
    <li>
      <button
        type="button"
        className="found-song"
        aria-current={current ? 'true' : undefined}
        disabled={song.status === 'failed'}
        onClick={play}
      >
        <Cover file={song} size="small" />
        <Icon name={playing ? 'pause' : 'play'} size={16} />
        <span className="visually-hidden">
          {playing ? words.search.pause(title) : words.search.play(title)}
        </span>
        <span className="found-song-names" aria-hidden="true">
          <strong>{title}</strong>
          <small>{song.tags?.artist}</small>
        </span>
        <small className="found-song-album">{song.tags?.album}</small>
        <span className="time">
          {song.durationSeconds !== undefined && formatDuration(song.durationSeconds)}
        </span>
      </button>
    </li>
  );
}
