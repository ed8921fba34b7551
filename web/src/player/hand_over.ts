import { findPart } from './alignment';
import type { Mixer } from './mixer';

/** How far the element's own clock may be from what is heard of it. */
const REACH_S = 0.25;
/** How well two looks at the element must agree. */
const TOLERANCE_S = 0.002;
const MAX_TRIES = 12;

/** A moment of the element: at this time of the context it was at this position of the song. */
interface Moment {
  readonly time: number;
  readonly position: number;
}

/**
 * Finds where the element is in a decoded song, to the sample: it compares what is heard of the element with the song.
 * Make a new one whenever the element begins anew; it wants two looks at different times.
 */
export class Locator {
  #last: Moment | null = null;
  #tries = 0;

  /** Looks once. Returns the difference between positions and the context's times, or null if it must look again. */
  look(mixer: Mixer, buffer: AudioBuffer, elementPosition: number): number | null {
    const { context, tap } = mixer;
    const part = new Float32Array(tap.fftSize);
    const time = context.currentTime;
    tap.getFloatTimeDomainData(part);
    if (context.currentTime !== time) return null;
    const position = positionOf(buffer, part, elementPosition);
    // Repetitive or very quiet passages: rather a small slip than no connection to the next song.
    if (position === null && ++this.#tries >= MAX_TRIES) return elementPosition - time;
    const last = this.#last;
    this.#last = position === null ? null : { time, position };
    if (position === null || !last || time === last.time) return null;
    const slip = position - last.position - (time - last.time);
    return Math.abs(slip) < TOLERANCE_S ? position - time : null;
  }
}

/** Returns the position behind the last sample of `part`, which is somewhere around `guess`. */
function positionOf(buffer: AudioBuffer, part: Float32Array, guess: number): number | null {
  const { sampleRate } = buffer;
  const from = Math.max(Math.round((guess - REACH_S) * sampleRate) - part.length, 0);
  const to = Math.min(Math.round((guess + REACH_S) * sampleRate), buffer.length);
  if (to - from < part.length) return null;
  const found = findPart(mono(buffer, from, to), part);
  if (found === 'silence') return guess;
  return found === null ? null : (from + found + part.length) / sampleRate;
}

/** Mixes down as AnalyserNode does. */
function mono(buffer: AudioBuffer, from: number, to: number): Float32Array {
  const sum = buffer.getChannelData(0).slice(from, to);
  if (buffer.numberOfChannels !== 2) return sum;
  const right = buffer.getChannelData(1);
  for (let i = 0; i < sum.length; i++)
    sum[i] = ((sum[i] as number) + (right[from + i] as number)) / 2;
  return sum;
}
