import { formatDuration } from '../ui/format';
import { IconButton } from '../ui/icon_button';
import {
  next,
  previous,
  setVolume,
  toggle,
  toggleMuted,
  toggleNormalised,
  usePlayer,
} from './player';
import { useTime } from './use_time';

/** The position in the song. */
export function Elapsed() {
  return <span className="time">{formatDuration(useTime())}</span>;
}

/** The buttons for previous, play or pause, and next. */
export function Transport({ size = 20 }: { size?: number }) {
  const { playing, waiting, at, queue } = usePlayer();
  return (
    <div className="transport">
      <IconButton icon="previous" label="Previous" size={size} onClick={previous} />
      <IconButton
        icon={playing ? 'pause' : 'play'}
        label={playing ? 'Pause' : 'Play'}
        className={`play ${waiting ? 'waiting' : ''}`}
        size={size + 2}
        onClick={toggle}
      />
      <IconButton
        icon="next"
        label="Next"
        size={size}
        disabled={at + 1 >= queue.length}
        onClick={next}
      />
    </div>
  );
}

/** The controls for volume, mute, and equal loudness of songs. */
export function Volume() {
  const { volume, muted, normalised } = usePlayer();
  return (
    <div className="volume">
      <IconButton
        icon="level"
        label="Even loudness between songs"
        aria-pressed={normalised}
        onClick={toggleNormalised}
      />
      <IconButton
        icon={muted || volume === 0 ? 'muted' : 'volume'}
        label={muted ? 'Unmute' : 'Mute'}
        onClick={toggleMuted}
      />
      <input
        type="range"
        aria-label="Volume"
        min="0"
        max="1"
        step="0.01"
        value={muted ? 0 : volume}
        onChange={(event) => setVolume(Number(event.target.value))}
      />
    </div>
  );
}
