import { startEngine } from './engine';
import { applyLevels } from './levels';
import { startOneTab } from './one_tab';
import { onAdvanced, onEnded, onFailed } from './playback';
import { startRestore } from './restore';
import { usePlayer } from './store';

export { setVolume, toggleMuted, toggleNormalised } from './levels';
export { jumpTo, next, playFrom, previous, seek, stop, toggle } from './playback';
export {
  addToEnd,
  clearQueue,
  cycleRepeat,
  moveInQueue,
  playNext,
  playShuffled,
  removeFromQueue,
  toggleShuffle,
} from './queue_actions';
export { usePlayer } from './store';

/** Connects the player with its sound, with other tabs, and with the session: it stops when the user changes. */
export function startPlayer(): void {
  const { setState: set } = usePlayer;
  startEngine({
    playing: (playing) => set(playing ? { playing } : { playing, waiting: false }),
    waiting: (waiting) => set({ waiting }),
    duration: (duration) => set({ duration }),
    advanced: onAdvanced,
    ended: onEnded,
    failed: () => void onFailed(),
  });
  applyLevels();
  startOneTab();
  startRestore();
}
