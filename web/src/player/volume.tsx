import { words } from '../messages/words';
import { IconButton } from '../ui/icon_button';
import { setVolume, toggleMuted, toggleNormalised } from './levels';
import { usePlayer } from './store';

/** The controls for volume, mute, and equal loudness of songs. */
export function Volume() {
  const { volume, muted, normalised } = usePlayer();
  const { player } = words;
  return (
    <div className="volume">
      <IconButton
        icon="level"
        label={player.evenLoudness}
        aria-pressed={normalised}
        onClick={toggleNormalised}
      />
      <IconButton
        icon={muted || volume === 0 ? 'muted' : 'volume'}
        label={muted ? player.unmute : player.mute}
        onClick={toggleMuted}
      />
      <input
        type="range"
        aria-label={player.volume}
        min="0"
        max="1"
        step="0.01"
        value={muted ? 0 : volume}
        onChange={(event) => setVolume(Number(event.target.value))}
      />
    </div>
  );
}
