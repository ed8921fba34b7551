export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Between two pictures of the track, in pixels. */
export const GAP = 24;
/** Which way a finger goes is known after so many pixels. */
const DECIDED_PX = 8;
/** A flick is as good as half the way. */
const FLICK_PX_PER_MS = 0.4;
const FLICK_MIN_PX = 20;
const CLOSE_PX = 110;
const RESISTANCE = 0.3;
/** Older movements do not count for the speed at the end. */
const RECENT_MS = 80;

export type Axis = 'x' | 'y';
export type Outcome = 'next' | 'previous' | 'close' | 'stay';

export function axisOf(dx: number, dy: number): Axis | null {
  if (Math.hypot(dx, dy) < DECIDED_PX) return null;
  return Math.abs(dx) > Math.abs(dy) ? 'x' : 'y';
}

/** Returns how far the track follows a finger: less where there is no picture to come. */
export function followed(x: number, hasPrevious: boolean, hasNext: boolean): number {
  return (x > 0 && !hasPrevious) || (x < 0 && !hasNext) ? x * RESISTANCE : x;
}

/** Returns what a finger meant that lets go: `moved` pixels away, with a speed in pixels a millisecond. */
export function outcomeOf(axis: Axis | null, moved: number, speed: number, width: number): Outcome {
  const flicked = Math.abs(speed) > FLICK_PX_PER_MS && Math.abs(moved) > FLICK_MIN_PX;
  const forward = Math.sign(moved) === Math.sign(speed);
  if (axis === 'y')
    return moved > 0 && (moved > CLOSE_PX || (flicked && forward)) ? 'close' : 'stay';
  if (axis === null) return 'stay';
  const far = flicked ? forward : Math.abs(moved) > width / 2;
  if (!far) return 'stay';
  return moved < 0 ? 'next' : 'previous';
}

/** Measures the speed of a finger over its last movements. */
export class Pace {
  #samples: (Point & { time: number })[] = [];

  begin(): void {
    this.#samples = [];
  }

  add(point: Point, time: number): void {
    this.#samples.push({ ...point, time });
    while (this.#samples.length > 2 && time - (this.#samples[0]?.time ?? time) > RECENT_MS)
      this.#samples.shift();
  }

  /** Returns pixels a millisecond; zero for a finger that rested before it let go. */
  speed(axis: Axis, now: number): number {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || now - last.time > RECENT_MS || last.time <= first.time) return 0;
    return (last[axis] - first[axis]) / (last.time - first.time);
  }
}
