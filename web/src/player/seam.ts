import { audioElement } from './audio_element';
import { decodeAhead, decodedOf, fetchAhead, isDecodable } from './decoded';
import { levelOf, position, state } from './engine_state';
import { currentMixer } from './mixer';
import { preload } from './preload';
import { startVoice } from './voice';

/** Songs are fetched once somebody really listens, and decoded when their seam is near. */
const FETCH_AFTER_S = 8;
const FETCH_BEFORE_END_S = 60;
const DECODE_BEFORE_END_S = 25;
const CROSSFADE_S = 0.04;
/** Time that it takes from a decision to its sound. */
export const LEAD_S = 0.05;

/** Does what is due so that the next song follows without a gap; `ended` is called at the end of each voice. */
export function prepareSeam(ended: () => void): void {
  const { track, follower, voice } = state;
  if (!track || !follower || track.speed !== 1 || follower.speed !== 1) return;
  const at = position();
  const left = track.seconds - at;
  const mixer = currentMixer();
  if (!mixer || !isDecodable(track) || !isDecodable(follower)) {
    if (left < DECODE_BEFORE_END_S) preload(follower.url);
    return;
  }
  if (at > FETCH_AFTER_S || left < FETCH_BEFORE_END_S) {
    fetchAhead(track);
    fetchAhead(follower);
  }
  if (left < DECODE_BEFORE_END_S) {
    decodeAhead(track, mixer.context);
    decodeAhead(follower, mixer.context);
    if (!voice) handOver(ended);
  }
  if (voice) scheduleNext(ended);
}

/** Goes over from the element to the decoded song, at the same position. */
function handOver(ended: () => void): void {
  const mixer = currentMixer();
  const element = audioElement();
  const buffer = state.track && decodedOf(state.track.id);
  if (!mixer || !state.track || !buffer || element.paused || element.seeking) return;
  const shift = state.locator.look(mixer, buffer, element.currentTime);
  if (shift === null) return;
  const when = mixer.context.currentTime + LEAD_S;
  const offset = when + shift;
  if (offset > buffer.duration - CROSSFADE_S) return;
  const level = levelOf(state.track);
  const start = { track: state.track, buffer, when, offset, level, fadeSeconds: CROSSFADE_S };
  state.voice = startVoice(mixer, start, ended);
  // Both are the same sound at the same time, so the sum of their amplitudes stays the same.
  mixer.element.gain.cancelScheduledValues(when);
  mixer.element.gain.setValueAtTime(level, when);
  mixer.element.gain.linearRampToValueAtTime(0, when + CROSSFADE_S);
}

/** Has the next song begin at the sample at which this one ends. */
function scheduleNext(ended: () => void): void {
  const mixer = currentMixer();
  const buffer = state.follower && decodedOf(state.follower.id);
  if (!mixer || !state.voice || !state.follower || !buffer || state.next) return;
  const when = state.voice.endsAt;
  if (when < mixer.context.currentTime + LEAD_S) return;
  const start = {
    track: state.follower,
    buffer,
    when,
    offset: 0,
    level: levelOf(state.follower),
    fadeSeconds: 0,
  };
  state.next = startVoice(mixer, start, ended);
}
