import { clamp, mix, type Noise, step } from './noise';
import { blend, type Colour } from './raster';
import type { Land } from './terrain';

const SNOW: Colour = [0.86, 0.89, 0.95];
const ROCK: Colour = [0.3, 0.28, 0.27];
const SCREE: Colour = [0.42, 0.38, 0.34];
const GRASS: Colour = [0.15, 0.18, 0.08];
const MEADOW: Colour = [0.34, 0.32, 0.15];
const FOREST: Colour = [0.05, 0.085, 0.05];
const SAND: Colour = [0.78, 0.5, 0.27];

interface Alps {
  /** The highest crests. */
  readonly peak: number;
  readonly snowAbove: number;
  readonly water?: number;
  readonly horizon?: number;
}

/** Mountains behind meadows and forests, or behind a lake. */
export function alps(noise: Noise, options: Alps): Land {
  const { peak, snowAbove, water, horizon = 0.6 } = options;
  const height = (x: number, z: number) => {
    const wide = noise.rough(x * 0.008 + 3, z * 0.008, 2);
    const rise = step(45, 250, z + wide * 40) * (0.5 + 0.5 * step(0, 90, Math.abs(x - 15)));
    const crests = noise.crests(x * 0.0085 + 9, z * 0.0085, 9, 0.46);
    const trees =
      0.55 * Math.max(0, noise.rough(x * 1.6, z * 1.6, 2)) * step(-0.1, 0.5, wide + 0.2);
    const rolling = 1.5 * noise.rough(x * 0.045, z * 0.045, 4) + trees * step(12, 30, z);
    const bowl =
      water === undefined ? 0 : -5 * (1 - step(30, 100, z + wide * 26 + Math.abs(x) * 0.2));
    return rise * peak * (crests * 1.1 + 0.12) + rolling * (1 - rise * 0.5) + bowl;
  };
  return {
    height,
    eye: water === undefined ? height(0, 3) + 2.2 : 1.5,
    horizon,
    haze: 420,
    ...(water === undefined ? {} : { water }),
    colour(ground, level, x, z) {
      const spots = noise.rough(x * 0.3, z * 0.3, 5, 0.6);
      const fine = noise.rough(x * 3.3, z * 3.3, 3, 0.6);
      let colour = blend(GRASS, MEADOW, clamp(0.5 + spots * 0.7 + fine * 0.25));
      colour = blend(colour, FOREST, step(-0.15, 0.3, spots + step(1, 8, ground) * 0.55));
      const stony = step(peak * 0.2, peak * 0.36, ground + spots * 6) + step(0.74, 0.52, level);
      colour = blend(colour, blend(ROCK, SCREE, clamp(0.5 + fine * 0.6)), clamp(stony));
      const lies = step(0.34, 0.6, level + fine * 0.08);
      return blend(colour, SNOW, step(snowAbove - 2, snowAbove + 5, ground + spots * 7) * lies);
    },
  };
}

/** Dunes with sharp crests and ripples. */
export function dunes(noise: Noise): Land {
  const height = (x: number, z: number) => {
    const bend = noise.rough(x * 0.02, z * 0.02, 2) * 9;
    const wave = (1 - Math.abs(noise.at((x + bend) * 0.028, (z + bend) * 0.05))) ** 2.2;
    const far = (1 - Math.abs(noise.at(x * 0.011 + 7, z * 0.017 + 3))) ** 2;
    return (
      wave * 6 * step(2, 30, z) + far * 15 * step(20, 150, z) + 0.12 * noise.at(x * 0.4, z * 0.4)
    );
  };
  return {
    height,
    eye: height(0, 3) + 3.2,
    horizon: 0.36,
    haze: 420,
    colour(_ground, level, x, z) {
      const bend = noise.rough(x * 0.16, z * 0.16, 2) * 2.5;
      const ripples = Math.sin((z * 5 + x * 2.2 + bend * 4) * 1.3) * clamp(14 / z);
      const light = 1 + 0.11 * ripples + 0.06 * noise.rough(x * 3, z * 3, 2) + 0.1 * (level - 0.8);
      return [SAND[0] * light, SAND[1] * light, SAND[2] * light];
    },
  };
}

/** The sea, with rocks or an island far out. */
export function coast(noise: Noise, rocks: number): Land {
  return {
    height(x, z) {
      const island = step(60, 130, z) * noise.crests(x * 0.015 + 5, z * 0.012, 7);
      const stacks = rocks * (noise.crests(x * 0.05 + 2, z * 0.05, 6) - 0.55) * step(8, 26, z);
      return Math.max(island * 26 * rocks - 10, stacks * 9 - 1.2);
    },
    eye: 2.4,
    horizon: mix(0.5, 0.42, rocks),
    water: 0,
    waves: 0.75,
    haze: 300,
    colour(ground, level, x, z) {
      const spots = noise.rough(x * 0.8, z * 0.8, 4);
      const rock: Colour = [0.17 + spots * 0.05, 0.15 + spots * 0.045, 0.14 + spots * 0.04];
      return blend(rock, [0.14, 0.18, 0.07], step(1.5, 6, ground) * step(0.5, 0.8, level));
    },
  };
}
