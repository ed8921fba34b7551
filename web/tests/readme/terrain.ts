import { clamp, type Noise, step } from './noise';
import { blend, type Colour, type Raster, scaled } from './raster';
import { type Light, skyAt } from './sky';

/** Land as a camera sees it that stands at the origin and looks along z; lengths are some tens of metres. */
export interface Land {
  /** The ground above a point. */
  height(x: number, z: number): number;
  /** The colour of the ground: its height, how level it is (1 for flat), and where. */
  colour(height: number, level: number, x: number, z: number): Colour;
  /** How high the camera is. */
  readonly eye: number;
  /** The horizon, from the top of the picture: 0 to 1. */
  readonly horizon: number;
  /** The surface of a lake or of the sea. */
  readonly water?: number;
  /** Things so far away are half lost in the haze. */
  readonly haze: number;
  /** How much waves distort what the water mirrors. */
  readonly waves?: number;
}

const NEAR = 3;
const FAR = 420;
const FOCAL = 1.15;

export function paintLand(raster: Raster, land: Land, light: Light, noise: Noise): void {
  const { width, height } = raster;
  const horizon = land.horizon * height;
  const focal = FOCAL * Math.min(width, height * 1.3);
  raster.fill((x, y) => skyAt(light, noise, (x / width - 0.5) * 2, (horizon - y) / height / 0.6));
  const wet = new Float32Array(width * height);
  for (let px = 0; px < width; px++) paintColumn(raster, land, light, px, focal, horizon, wet);
  if (land.water !== undefined) mirror(raster, land, light, noise, horizon, focal, wet);
}

function sunOf({ azimuth, elevation }: Light): Colour {
  const [x, y, z] = [azimuth, Math.max(elevation, 0.12) * 0.9, 0.35 - Math.abs(azimuth) * 0.4];
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}

function paintColumn(
  raster: Raster,
  land: Land,
  light: Light,
  px: number,
  focal: number,
  horizon: number,
  wet: Float32Array,
): void {
  const { width, height } = raster;
  const direction = (px - width / 2) / focal;
  const sun = sunOf(light);
  const sea = land.water ?? Number.NEGATIVE_INFINITY;
  let top = height;
  for (let z = NEAR; z < FAR && top > 0; z *= 1.0035) {
    const x = direction * z;
    const ground = land.height(x, z);
    const isWet = ground < sea;
    const surface = isWet ? sea : ground;
    const y = Math.max(Math.ceil(horizon - ((surface - land.eye) / z) * focal), 0);
    if (y >= top) continue;
    const colour = isWet ? null : shade(land, light, sun, x, z, ground);
    for (let row = y; row < top; row++) {
      if (colour) raster.set(px, row, colour);
      else wet[row * width + px] = z;
    }
    top = y;
  }
}

function shade(
  land: Land,
  light: Light,
  sun: Colour,
  x: number,
  z: number,
  ground: number,
): Colour {
  const near = 0.0022 * z + 0.01;
  const slopeX = (land.height(x + near, z) - ground) / near;
  const slopeZ = (land.height(x, z + near) - ground) / near;
  const length = Math.hypot(slopeX, 1, slopeZ);
  const level = 1 / length;
  const facing = (-slopeX * sun[0] + sun[1] - slopeZ * sun[2]) / length;
  let lit = clamp(facing, 0, 1);
  // What stands between the ground and the sun.
  for (let i = 1, reach = 1.3; i <= 5 && lit > 0; i++, reach *= 2) {
    const over = land.height(x + sun[0] * reach, z + sun[2] * reach) - (ground + sun[1] * reach);
    lit *= 1 - step(0, 0.25 * reach, over);
  }
  const albedo = land.colour(ground, level, x, z);
  const open = 0.32 + 0.3 * level;
  const colour: Colour = [
    albedo[0] * (light.sun[0] * lit + light.top[0] * open + light.horizon[0] * 0.12),
    albedo[1] * (light.sun[1] * lit + light.top[1] * open + light.horizon[1] * 0.12),
    albedo[2] * (light.sun[2] * lit + light.top[2] * open + light.horizon[2] * 0.12),
  ];
  const lost = 1 - Math.exp((-z / land.haze) * 0.7);
  return blend(colour, blend(light.horizon, light.top, 0.25), lost);
}

/** Paints the water: the sky and the land upside down, the more so the flatter one looks at it. */
function mirror(
  raster: Raster,
  land: Land,
  light: Light,
  noise: Noise,
  horizon: number,
  focal: number,
  wet: Float32Array,
): void {
  const { width, height } = raster;
  const above = land.eye - (land.water as number);
  const waves = land.waves ?? 0.4;
  const deep = scaled(blend(light.top, [0.02, 0.09, 0.1], 0.6), 0.5);
  for (let y = height - 1; y >= 0; y--)
    for (let x = 0; x < width; x++) {
      const z = wet[y * width + x] as number;
      if (z === 0) continue;
      const side = ((x - width / 2) / focal) * z;
      const fine = Math.min(1, 26 / z);
      const swell =
        noise.rough(side * 0.9, z * 1.7, 2) +
        fine * noise.rough(side * 3.1 + 40, z * 5.3, 3, 0.6) +
        fine * fine * 0.6 * noise.at(side * 11, z * 17);
      const tilt = swell * waves;
      const mirrored = 2 * horizon - y - Math.abs(tilt) * height * 0.09 - tilt * height * 0.02;
      const seen =
        mirrored < 0
          ? skyAt(light, noise, (x / width - 0.5) * 2, (horizon - mirrored) / height / 0.6)
          : raster.get(x + tilt * 5, Math.min(mirrored, horizon));
      const steep = above / Math.hypot(above, z);
      const share = 0.2 + 0.75 * (1 - clamp(steep + tilt * 0.16)) ** 3;
      const lost = 1 - Math.exp(-z / land.haze / 2.2);
      raster.set(x, y, blend(blend(deep, seen, share), light.horizon, lost * 0.35));
    }
}
