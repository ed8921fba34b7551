import { findPart } from '../src/player/alignment';

const WINDOW_MS = 20;
/** How far the sound may jump from one window to the next and still count as the same place. */
const REACH_MS = 5;
const SAME = 0.97;

export interface Followed {
  readonly seconds: number;
  /** The longest time at a stretch in which something else was heard: another place, silence, or two sounds. */
  readonly longestOddMs: number;
  /** The greatest jump. */
  readonly greatestSlipMs: number;
}

/** Returns how alike the sounds are whose first samples are at these indices: 1 for the same sound. `whole` repeats. */
function likeness(
  captured: Float32Array,
  at: number,
  whole: Float32Array,
  place: number,
  length: number,
): number {
  let [product, one, other] = [0, 0, 0];
  for (let i = 0; i < length; i++) {
    const heard = captured[at + i] as number;
    const made = whole[(place + i + whole.length) % whole.length] as number;
    product += heard * made;
    one += heard * heard;
    other += made * made;
  }
  return product / Math.sqrt(one * other + 1e-20);
}

/** Compares every moment of what was captured, between two indices, with the sound that should be heard there. */
export function followSound(
  captured: Float32Array,
  whole: Float32Array,
  rate: number,
  from: number,
  to: number,
): Followed {
  const length = (rate * WINDOW_MS) / 1000;
  const reach = (rate * REACH_MS) / 1000;
  const start = findPart(whole, captured.slice(from, from + rate / 5));
  if (typeof start !== 'number') throw new Error('what was captured is another sound');
  let place = start;
  let [odd, longestOdd, greatestSlip] = [0, 0, 0];
  for (let at = from; at + length <= to; at += length, place = (place + length) % whole.length) {
    let best = { slip: 0, fit: likeness(captured, at, whole, place, length) };
    for (let slip = -reach; best.fit < SAME && slip <= reach; slip++) {
      const fit = likeness(captured, at, whole, place + slip, length);
      if (fit > best.fit) best = { slip, fit };
    }
    odd = best.fit < SAME ? odd + 1 : 0;
    longestOdd = Math.max(longestOdd, odd);
    if (odd > 0) continue;
    greatestSlip = Math.max(greatestSlip, Math.abs(best.slip));
    place += best.slip;
  }
  return {
    seconds: (to - from) / rate,
    longestOddMs: longestOdd * WINDOW_MS,
    greatestSlipMs: (greatestSlip / rate) * 1000,
  };
}
