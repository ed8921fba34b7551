import { audioElement } from './audio_element';
import { position, state } from './engine_state';
import { currentMixer } from './mixer';

const MAX_DRIFT_S = 0.3;
/** How many looks in a row, four a second, are too many. */
const STALLED_TICKS = 80;
const SUSPENDED_TICKS = 12;
const HAVE_FUTURE_DATA = 3;

let stalled = 0;
let suspended = 0;

/**
 * A context that does not run is silent, whatever plays: after sleep, or where the browser wants a gesture. Returns
 * whether the player should rather say that it is paused.
 */
export function isSilenced(): boolean {
  const context = currentMixer()?.context;
  suspended = context && context.state !== 'running' ? suspended + 1 : 0;
  if (suspended > 0) void context?.resume().catch(() => undefined);
  return suspended > SUSPENDED_TICKS;
}

/** Keeps the silent element with the voice. Returns whether the element has waited for data for too long. */
export function isStalled(): boolean {
  const element = audioElement();
  if (state.voice) {
    const drift = Math.abs(element.currentTime - position());
    if (drift > MAX_DRIFT_S && !element.seeking && !element.ended) element.currentTime = position();
    stalled = 0;
    return false;
  }
  stalled = !element.paused && element.readyState < HAVE_FUTURE_DATA ? stalled + 1 : 0;
  if (stalled < STALLED_TICKS) return false;
  stalled = 0;
  return true;
}
