/** Returns numbers from 0 to 1, the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = Math.imul(seed + 1, 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const clamp = (value: number, low = 0, high = 1): number =>
  Math.min(Math.max(value, low), high);

export const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

/** Rises from 0 at `low` to 1 at `high`, without a kink. */
export function step(low: number, high: number, value: number): number {
  const t = clamp((value - low) / (high - low));
  return t * t * (3 - 2 * t);
}

/** Gradient noise: hills and valleys as wide as 1, from -1 to 1. */
export class Noise {
  #order = new Uint8Array(512);
  #x = new Float32Array(256);
  #y = new Float32Array(256);

  constructor(random: () => number) {
    const order = Array.from({ length: 256 }, (_, i) => i);
    for (let i = 255; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    for (let i = 0; i < 512; i++) this.#order[i] = order[i & 255] as number;
    for (let i = 0; i < 256; i++) {
      this.#x[i] = Math.cos((i / 128) * Math.PI);
      this.#y[i] = Math.sin((i / 128) * Math.PI);
    }
  }

  #corner(i: number, j: number, x: number, y: number): number {
    const at = this.#order[((this.#order[i & 255] as number) + j) & 255] as number;
    return (this.#x[at] as number) * x + (this.#y[at] as number) * y;
  }

  at(x: number, y: number): number {
    const [i, j] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [x - i, y - j];
    const u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
    const v = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
    const above = mix(this.#corner(i, j, fx, fy), this.#corner(i + 1, j, fx - 1, fy), u);
    const below = mix(
      this.#corner(i, j + 1, fx, fy - 1),
      this.#corner(i + 1, j + 1, fx - 1, fy - 1),
      u,
    );
    return 1.5 * mix(above, below, v);
  }

  /** Adds ever finer noise. */
  rough(x: number, y: number, octaves: number, gain = 0.5): number {
    let sum = 0;
    let size = 1;
    for (let octave = 0; octave < octaves; octave++) {
      sum += size * this.at(x, y);
      // Turned a little each time, so that no octave lies on the grid of another.
      [x, y] = [1.62 * x + 1.18 * y + 17.3, -1.18 * x + 1.62 * y + 9.1];
      size *= gain;
    }
    return sum;
  }

  /** Sharp crests between round valleys, from 0 to about 1. */
  crests(x: number, y: number, octaves: number, gain = 0.5): number {
    let sum = 0;
    let size = 0.5;
    let above = 1;
    for (let octave = 0; octave < octaves; octave++) {
      const crest = (1 - Math.abs(this.at(x, y))) ** 2;
      sum += size * crest * above;
      above = crest;
      [x, y] = [1.62 * x + 1.18 * y + 17.3, -1.18 * x + 1.62 * y + 9.1];
      size *= gain;
    }
    return sum;
  }
}
