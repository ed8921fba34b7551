import { audioElement } from './audio_element';
import { decodedOf, keepOnly } from './decoded';
import { applyLevels, dropVoices, levelOf, position, state } from './engine_state';
import { currentMixer, rest, wake } from './mixer';
import { LEAD_S, prepareSeam } from './seam';
import type { Track } from './track';
import { dropVoice, startVoice } from './voice';
import { isSilenced, isStalled } from './watchdog';

export { position, setLevels } from './engine_state';

/** What the engine tells. */
export interface EngineEvents {
  playing(playing: boolean): void;
  waiting(waiting: boolean): void;
  duration(seconds: number): void;
  /** The song that follows has begun by itself. */
  advanced(): void;
  /** The song is over, and nothing has followed it. */
  ended(): void;
  /** The song cannot be loaded, or has broken off. */
  failed(): void;
}

const TICK_MS = 250;

let events: EngineEvents;
let ticking: ReturnType<typeof setInterval> | undefined;

export const isPlaying = (): boolean => state.wanted;

/** Makes this the current song, at a position, without playing it yet. */
export function load(now: Track, at: number): void {
  dropVoices();
  state.track = now;
  state.follower = null;
  state.from = at;
  state.loaded = false;
  applyLevels();
}

/** Says which song follows the current one by itself. */
export function follow(now: Track | null): void {
  const mixer = currentMixer();
  if (state.next && state.next.track.id !== now?.id && mixer) {
    dropVoice(mixer, state.next);
    state.next = null;
  }
  state.follower = now;
  keepOnly([state.track?.id, state.follower?.id]);
}

function loadElement(at: number): void {
  const element = audioElement();
  if (!state.track) return;
  if (!state.loaded) {
    element.src = state.track.url;
    state.loaded = true;
  }
  element.playbackRate = state.track.speed;
  element.defaultPlaybackRate = state.track.speed;
  if (at !== element.currentTime) element.currentTime = at;
}

/** Plays the decoded song from here, if there is one. Returns whether that is so. */
function speakUp(at: number): boolean {
  const mixer = currentMixer();
  const buffer = state.track && decodedOf(state.track.id);
  if (!mixer || !state.track || !buffer || state.track.speed !== 1 || at > buffer.duration - LEAD_S)
    return false;
  const when = mixer.context.currentTime + LEAD_S;
  const start = {
    track: state.track,
    buffer,
    when,
    offset: at,
    level: levelOf(state.track),
    fadeSeconds: 0.005,
  };
  state.voice = startVoice(mixer, start, onVoiceEnded);
  applyLevels();
  return true;
}

/** Plays the current song. Rejects if the browser does not let it. */
export async function play(): Promise<void> {
  if (!state.track) return;
  state.wanted = true;
  wake(state.track.sampleRate);
  const at = position();
  const speaks = state.voice !== null || speakUp(at);
  if (state.from !== null || !state.loaded) loadElement(at);
  state.from = null;
  applyLevels();
  ticking ??= setInterval(tick, TICK_MS);
  if (speaks) {
    events.playing(true);
    events.waiting(false);
    await audioElement()
      .play()
      .catch(() => undefined);
    return;
  }
  try {
    await audioElement().play();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') pause();
    throw error;
  }
}

export function pause(): void {
  state.wanted = false;
  clearInterval(ticking);
  ticking = undefined;
  if (state.voice) {
    state.from = position();
    dropVoices();
  }
  audioElement().pause();
  applyLevels();
  rest();
  events.playing(false);
}

export function seek(seconds: number, length: number): void {
  const element = audioElement();
  const end = (state.loaded && !state.voice && element.duration) || length;
  const to = Math.min(Math.max(seconds, 0), end);
  const spoke = state.voice !== null;
  dropVoices();
  if (state.from !== null || !state.loaded) state.from = to;
  if (spoke && !speakUp(to)) applyLevels();
  if (state.loaded) element.currentTime = to;
}

export function setSpeed(speed: number): void {
  if (!state.track) return;
  const at = position();
  state.track = { ...state.track, speed };
  if (state.voice) dropVoices();
  if (state.loaded) loadElement(at);
  applyLevels();
}

/** Forgets the song. */
export function unload(): void {
  pause();
  audioElement().removeAttribute('src');
  state.track = null;
  state.follower = null;
  state.from = null;
  state.loaded = false;
  keepOnly([]);
}

/** The voice has come to its end: the next one, if any, sounds already. */
function onVoiceEnded(): void {
  if (!state.next) return finish();
  state.voice = state.next;
  state.next = null;
  state.track = state.voice.track;
  state.follower = null;
  state.loaded = false;
  loadElement(position());
  void audioElement()
    .play()
    .catch(() => undefined);
  events.advanced();
}

function finish(): void {
  dropVoices();
  state.wanted = false;
  clearInterval(ticking);
  ticking = undefined;
  state.from = 0;
  audioElement().pause();
  rest();
  events.playing(false);
  events.ended();
}

/** Looks after what is to come, and after what could go wrong. */
function tick(): void {
  if (!state.track || !state.wanted) return;
  if (isSilenced()) return pause();
  if (isStalled()) return events.failed();
  prepareSeam(onVoiceEnded);
}

/** Connects the engine with its element. */
export function startEngine(listeners: EngineEvents): void {
  events = listeners;
  const element = audioElement();
  const on = (type: string, act: () => void) =>
    element.addEventListener(type, () => {
      // While a voice plays, the element is not heard, and what happens to it does not matter.
      if (!state.voice) act();
    });
  on('play', () => events.playing(true));
  on('playing', () => {
    events.playing(true);
    events.waiting(false);
  });
  on('waiting', () => events.waiting(true));
  on('ended', finish);
  on('durationchange', () => {
    if (Number.isFinite(element.duration)) events.duration(element.duration);
  });
  on('error', () => {
    if (state.track && state.loaded) events.failed();
  });
  element.addEventListener('pause', () => {
    // The browser pauses it when headphones are unplugged or a call comes in.
    if (element.ended) return;
    if (state.voice && state.loaded && state.wanted) pause();
    else if (!state.voice) events.playing(false);
  });
}
