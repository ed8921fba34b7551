import { useEffect, useState } from 'react';
import { formatDuration } from '../ui/format';
import { IconButton } from '../ui/icon_button';
import { Cover } from './cover';
import { connectMediaSession } from './media_session';
import { NowPlaying } from './now_playing';
import { stop, usePlayer } from './player';
import { Elapsed, Transport, Volume } from './player_controls';
import { connectPlayerKeys } from './player_keys';
import { QueuePanel } from './queue_panel';
import { artistOf, titleOf } from './titles';
import { Waveform } from './waveform';

/** The player at the bottom of every screen. */
export function PlayerBar() {
  const file = usePlayer((state) => state.file);
  const duration = usePlayer((state) => state.duration);
  const [showsQueue, setShowsQueue] = useState(false);
  const [full, setFull] = useState(false);
  useEffect(connectMediaSession, []);
  useEffect(connectPlayerKeys, []);
  useEffect(() => {
    document.documentElement.classList.toggle('playing', file !== null);
    if (!file) setFull(false);
  }, [file]);
  if (!file) return null;
  return (
    <section className="player" aria-label="Player">
      {showsQueue && <QueuePanel close={() => setShowsQueue(false)} />}
      <button type="button" className="player-song" onClick={() => setFull(true)}>
        <Cover file={file} size="small" />
        <span className="visually-hidden">Show what is playing: </span>
        <span className="player-names">
          <strong>{titleOf(file)}</strong>
          <span>{artistOf(file)}</span>
        </span>
      </button>
      <Transport />
      <div className="player-line">
        <Elapsed />
        <Waveform key={file.fileId} file={file} duration={duration} />
        <span className="time">{formatDuration(duration)}</span>
      </div>
      <div className="player-extra">
        <Volume />
        <IconButton
          icon="queue"
          label="Queue"
          aria-expanded={showsQueue}
          onClick={() => setShowsQueue(!showsQueue)}
        />
        <IconButton icon="close" label="Close the player" onClick={stop} />
      </div>
      {full && <NowPlaying file={file} duration={duration} close={() => setFull(false)} />}
    </section>
  );
}
