import { audioElement } from './audio_element';
import { next, previous, seek, setVolume, toggle, toggleMuted, usePlayer } from './player';

const STEP_S = 5;
const VOLUME_STEP = 0.05;

const TYPING = 'input:not([type=range], [type=radio]), textarea, select, [contenteditable]';
/** Elements that use Space or the arrow keys themselves. */
const OPERATED = 'button, a, input, [role=slider], [role=checkbox]';

/** Returns whether the element with the focus uses the key itself. */
function isTaken({ key, target }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true;
  const element = target as HTMLElement | null;
  const letter = /^[a-z]$/.test(key);
  return Boolean(element?.closest(letter ? TYPING : `${TYPING}, ${OPERATED}`));
}

/**
 * Controls the player with Space, K, J, L, N, P, M and Shift with arrows, unless another element uses the key.
 * Returns a function that undoes this.
 */
export function connectPlayerKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || usePlayer.getState().at < 0) return;
    const { volume } = usePlayer.getState();
    const time = audioElement().currentTime;
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
