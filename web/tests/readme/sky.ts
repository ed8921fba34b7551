import { mix, type Noise, step } from './noise';
import { blend, type Colour, scaled } from './raster';

/** The light of a scene. */
export interface Light {
  readonly top: Colour;
  readonly horizon: Colour;
  readonly sun: Colour;
  /** Where the sun is: -1 to 1 from left to right, and how high; below 0 it has set. */
  readonly azimuth: number;
  readonly elevation: number;
  /** 0 to 1. */
  readonly clouds: number;
}

export const LIGHTS = {
  noon: {
    top: [0.13, 0.32, 0.68],
    horizon: [0.62, 0.76, 0.9],
    sun: [1.75, 1.65, 1.42],
    azimuth: -1.3,
    elevation: 1.1,
    clouds: 0.45,
  },
  morning: {
    top: [0.25, 0.42, 0.68],
    horizon: [0.95, 0.8, 0.68],
    sun: [1.6, 1.2, 0.84],
    azimuth: 0.75,
    elevation: 0.3,
    clouds: 0.35,
  },
  evening: {
    top: [0.17, 0.2, 0.42],
    horizon: [1.15, 0.58, 0.28],
    sun: [1.5, 0.72, 0.28],
    azimuth: 0.18,
    elevation: 0.07,
    clouds: 0.5,
  },
  dusk: {
    top: [0.09, 0.13, 0.28],
    horizon: [0.72, 0.36, 0.42],
    sun: [0.72, 0.5, 0.52],
    azimuth: -0.3,
    elevation: -0.02,
    clouds: 0.4,
  },
  overcast: {
    top: [0.5, 0.56, 0.62],
    horizon: [0.78, 0.81, 0.83],
    sun: [0.62, 0.64, 0.66],
    azimuth: -0.4,
    elevation: 0.8,
    clouds: 0.85,
  },
  night: {
    top: [0.015, 0.025, 0.07],
    horizon: [0.06, 0.1, 0.17],
    sun: [0.1, 0.13, 0.2],
    azimuth: 0.5,
    elevation: 0.4,
    clouds: 0,
  },
} as const satisfies Record<string, Light>;

/** Returns the colour of the sky: `across` from -1 to 1, `up` from 0 at the horizon to 1. */
export function skyAt(light: Light, noise: Noise, across: number, up: number): Colour {
  const height = Math.max(up, 0);
  const { azimuth, elevation } = light;
  const away = Math.hypot((across - azimuth) * 1.2, height - elevation);
  let colour = blend(light.horizon, light.top, 1 - Math.exp(-height * 2.6));
  const glow = 0.55 * Math.exp(-away * 3.2);
  colour = [
    colour[0] + light.sun[0] * glow,
    colour[1] + light.sun[1] * glow,
    colour[2] + light.sun[2] * glow,
  ];
  if (light.clouds > 0) {
    // Seen from below, as on a flat ceiling.
    const far = 1 / (height + 0.14);
    const density = noise.rough(across * far * 1.1 + 31, far * 1.7, 6, 0.55);
    const cover = step(0.62 - light.clouds, 1.15 - light.clouds * 0.7, density + 0.35);
    const thick = step(0.1, 0.9, density);
    const lit = blend(
      blend([0.92, 0.93, 0.95], light.sun, 0.55),
      scaled(blend(light.top, light.horizon, 0.5), 0.85),
      thick * 0.75,
    );
    const edge = Math.exp(-away * 2.2) * 0.5;
    colour = blend(
      colour,
      scaled(lit, 0.85 + edge),
      cover * mix(0.35, 0.92, step(0, 0.25, height)),
    );
  }
  if (elevation > 0 && light.clouds < 0.8 && away < 0.035)
    colour = blend(colour, [2.6, 2.3, 1.9], step(0.035, 0.02, away));
  return colour;
}
