import { position } from './engine';
import { setVolume, toggleMuted } from './levels';
import { next, previous, seek, toggle } from './playback';
import { usePlayer } from './store';

const STEP_S = 5;
const VOLUME_STEP = 0.05;

const TYPING = 'input:not([type=range], [type=radio]), textarea, select, [contenteditable]';
/** Elements that Space operates, and those that use the arrow keys themselves. */
const PRESSED = 'button, a, [role=checkbox], [role=tab], summary';
const MOVED = 'input, [role=slider], [role=tab], [role=listbox], [role=grid]';

/** Returns whether the key is meant for something else: the element with the focus, or a dialog on top. */
function isTaken({ key, target }: KeyboardEvent): boolean {
  const dialogs = document.querySelectorAll('dialog[open]');
  if ([...dialogs].some((dialog) => !dialog.classList.contains('now-playing'))) return true;
  const element = target as HTMLElement | null;
  if (element?.closest(TYPING)) return true;
  if (key === ' ') return Boolean(element?.closest(PRESSED));
  return key.startsWith('Arrow') && Boolean(element?.closest(MOVED));
}

/**
 * Controls the player with Space, K, J, L, N, P, M and Shift with arrows, unless another element uses the key.
 * Returns a function that undoes this.
 */
export function connectPlayerKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || usePlayer.getState().at < 0) return;
    const { volume } = usePlayer.getState();
    const time = position();
    const keys: Record<string, () => void> = {
      ' ': toggle,
      k: toggle,
      j: () => seek(time - STEP_S),
      l: () => seek(time + STEP_S),
      n: next,
      p: previous,
      m: toggleMuted,
      ...(event.shiftKey && {
        ArrowRight: () => seek(time + STEP_S),
        ArrowLeft: () => seek(time - STEP_S),
        ArrowUp: () => setVolume(Math.min(volume + VOLUME_STEP, 1)),
        ArrowDown: () => setVolume(Math.max(volume - VOLUME_STEP, 0)),
      }),
    };
    const act = keys[event.key];
    if (!act || isTaken(event)) return;
    event.preventDefault();
    act();
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}
