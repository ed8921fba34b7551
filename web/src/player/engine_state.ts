import { audioElement } from './audio_element';
import { Locator } from './hand_over';
import { elementVolume, volumeOf } from './loudness';
import { currentMixer } from './mixer';
import type { Track } from './track';
import { dropVoice, type Voice } from './voice';

interface Levels {
  volume: number;
  muted: boolean;
  normalised: boolean;
}

interface EngineState {
  levels: Levels;
  track: Track | null;
  /** The song that follows the current one by itself. */
  follower: Track | null;
  /** The decoded song that plays in place of the element, which goes on without being heard. */
  voice: Voice | null;
  /** The decoded song that begins when `voice` ends. */
  next: Voice | null;
  locator: Locator;
  /** The element has the source of the song. */
  loaded: boolean;
  /** The position at which the song begins or goes on; null once the element or a voice knows better. */
  from: number | null;
  /** The song is to play. */
  wanted: boolean;
}

/** What the modules of the engine share; nobody else changes it. */
export const state: EngineState = {
  levels: { volume: 1, muted: false, normalised: true },
  track: null,
  follower: null,
  voice: null,
  next: null,
  locator: new Locator(),
  loaded: false,
  from: null,
  wanted: false,
};

export const levelOf = (track: Track): number => (state.levels.normalised ? track.gain : 1);

/** Applies the volume of the listener, and the gain of the song, to whatever plays. */
export function applyLevels(): void {
  const element = audioElement();
  const mixer = currentMixer();
  const gain = state.track ? levelOf(state.track) : 1;
  if (!mixer) {
    element.volume = elementVolume(state.levels.volume, gain);
    element.muted = state.levels.muted;
    return;
  }
  const { currentTime } = mixer.context;
  mixer.master.gain.setTargetAtTime(
    state.levels.muted ? 0 : volumeOf(state.levels.volume),
    currentTime,
    0.015,
  );
  mixer.element.gain.cancelScheduledValues(currentTime);
  mixer.element.gain.setTargetAtTime(state.voice ? 0 : gain, currentTime, 0.004);
  for (const each of [state.voice, state.next])
    each?.gain.gain.setTargetAtTime(levelOf(each.track), currentTime, 0.015);
}

export function setLevels(now: Levels): void {
  state.levels = now;
  applyLevels();
}

/** Returns the position in the song, in seconds. */
export function position(): number {
  const mixer = currentMixer();
  if (state.voice && mixer) {
    const time = mixer.context.currentTime - state.voice.startedAt;
    return Math.min(Math.max(time, 0), state.voice.endsAt - state.voice.startedAt);
  }
  return state.from ?? audioElement().currentTime;
}

/** Lets the element be heard again. Call applyLevels() after it. */
export function dropVoices(): void {
  const mixer = currentMixer();
  for (const each of [state.voice, state.next]) if (each && mixer) dropVoice(mixer, each);
  state.voice = null;
  state.next = null;
  state.locator = new Locator();
}
