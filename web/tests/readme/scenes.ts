import { alps, coast, dunes } from './lands';
import { clamp, Noise, randomFrom, step } from './noise';
import { blend, type Colour, Raster, scaled } from './raster';
import { LIGHTS, type Light, skyAt } from './sky';
import { type Land, paintLand } from './terrain';

export type Kind =
  | 'peaks'
  | 'snow'
  | 'autumn'
  | 'lake'
  | 'dunes'
  | 'sea'
  | 'rocks'
  | 'forest'
  | 'stars'
  | 'aurora'
  | 'lamps';

export interface Scene {
  readonly kind: Kind;
  readonly light: keyof typeof LIGHTS;
  readonly seed: number;
  readonly width: number;
  readonly height: number;
}

const lands: Partial<Record<Kind, (noise: Noise) => Land>> = {
  peaks: (noise) => alps(noise, { peak: 62, snowAbove: 34 }),
  snow: (noise) => alps(noise, { peak: 66, snowAbove: -20, horizon: 0.62 }),
  lake: (noise) => alps(noise, { peak: 58, snowAbove: 33, water: -0.9, horizon: 0.52 }),
  dunes,
  sea: (noise) => coast(noise, 0),
  rocks: (noise) => coast(noise, 1),
};

/** Paints a landscape, the same one for the same scene. */
export function paintScene({ kind, light: name, seed, width, height }: Scene): Buffer {
  const random = randomFrom(seed);
  const noise = new Noise(random);
  const raster = new Raster(width, height);
  const light: Light = LIGHTS[name];
  const land = lands[kind]?.(noise);
  if (land) paintLand(raster, land, light, noise);
  else if (kind === 'forest') paintForest(raster, light, noise, random);
  else if (kind === 'autumn') paintAutumn(raster, light, noise, random);
  else if (kind === 'lamps') paintLamps(raster, random);
  else paintNight(raster, kind === 'aurora', noise, random);
  return raster.jpeg(seed);
}

const RANGES = 7;

/** Returns the outline of the hills of one range, the first one being the farthest. */
function hillsOf(raster: Raster, noise: Noise, range: number): Float32Array {
  const { width, height } = raster;
  const base = height * (0.34 + 0.62 * (range / (RANGES - 1)) ** 1.25);
  return Float32Array.from(
    { length: width },
    (_, x) => base + noise.rough((x / width) * 2.6 + range * 11, range * 3.7, 4) * height * 0.09,
  );
}

/** Ranges of conifers, each paler than the one in front of it. */
function paintForest(raster: Raster, light: Light, noise: Noise, random: () => number): void {
  const { width, height } = raster;
  raster.fill((_x, _y, across, down) => skyAt(light, noise, across * 2 - 1, (0.5 - down) * 1.4));
  for (let range = 0; range < RANGES; range++) {
    const near = range / (RANGES - 1);
    const tree = height * (0.022 + 0.16 * near ** 2);
    const hills = hillsOf(raster, noise, range);
    const tops = hills.slice();
    for (let at = -tree; at < width + tree; at += tree * (0.1 + random() * 0.22))
      plant(tops, hills, Math.round(at), tree * (0.7 + random() * 0.75), random);
    const dark: Colour = blend([0.03, 0.055, 0.05], scaled(light.top, 0.25), 0.4);
    const colour = blend(blend(light.horizon, light.top, 0.15), dark, 0.1 + 0.88 * near ** 1.2);
    for (let x = 0; x < width; x++)
      for (let y = Math.max(0, Math.floor(tops[x] as number)); y < height; y++) {
        // Fog lies between the ranges.
        const fog = step(0, height * 0.24, y - (tops[x] as number)) * (1 - near) * 0.75;
        const rough = 1 + 0.22 * near * noise.at(x * 0.21, y * 0.13);
        raster.set(x, y, blend(scaled(colour, rough), light.horizon, fog));
      }
  }
}

/** Raises the outline where a conifer stands: a cone of ragged branches. */
function plant(
  tops: Float32Array,
  hills: Float32Array,
  centre: number,
  size: number,
  random: () => number,
): void {
  const foot = hills[clamp(centre, 0, hills.length - 1)] as number;
  const half = size * 0.2;
  for (let x = Math.ceil(centre - half); x <= centre + half; x++) {
    if (x < 0 || x >= tops.length) continue;
    const away = Math.abs(x - centre) / half;
    const ragged = 0.12 * random() + 0.1 * (((away * 5) % 1) - 0.5);
    const top = foot + size * 0.1 - size * clamp(1 - away - ragged * (away > 0.08 ? 1 : 0));
    tops[x] = Math.min(tops[x] as number, top);
  }
}

const LEAVES: readonly Colour[] = [
  [0.55, 0.24, 0.05],
  [0.66, 0.4, 0.08],
  [0.42, 0.14, 0.05],
  [0.5, 0.42, 0.12],
  [0.13, 0.16, 0.06],
];

/** Hills of trees in the colours of autumn, with haze between them. */
function paintAutumn(raster: Raster, light: Light, noise: Noise, random: () => number): void {
  const { width, height } = raster;
  raster.fill((_x, _y, across, down) => skyAt(light, noise, across * 2 - 1, (0.5 - down) * 1.4));
  for (let range = 0; range < RANGES; range++) {
    const near = range / (RANGES - 1);
    const size = height * (0.009 + 0.06 * near ** 1.6);
    const hills = hillsOf(raster, noise, range);
    const away = blend(light.horizon, light.top, 0.2);
    const depth = height * 0.3;
    for (let row = -size; row < depth; row += size * 0.55)
      for (let at = -size; at < width + size; at += size * (0.7 + random() * 0.7)) {
        const y = (hills[clamp(Math.round(at), 0, width - 1)] as number) + row + random() * size;
        const stand = noise.rough(at * 0.006 + range * 5, (y + range * 90) * 0.012, 3);
        const pick = clamp(0.4 + stand * 0.7 + (random() - 0.5) * 0.5, 0, 0.999);
        const leaves = scaled(
          LEAVES[Math.floor(pick * LEAVES.length)] as Colour,
          0.75 + random() * 0.6,
        );
        const fog = step(0, depth, row) * (1 - near) * 0.6;
        const colour = blend(blend(away, leaves, 0.15 + 0.85 * near ** 0.8), light.horizon, fog);
        paintCrown(raster, noise, at, y, size * (0.8 + random() * 0.5), colour, near);
      }
  }
}

/** A round tree in the light from above. */
function paintCrown(
  raster: Raster,
  noise: Noise,
  centre: number,
  middle: number,
  radius: number,
  colour: Colour,
  near: number,
): void {
  const { width, height } = raster;
  for (
    let y = Math.max(0, Math.floor(middle - radius));
    y <= Math.min(height - 1, middle + radius);
    y++
  )
    for (
      let x = Math.max(0, Math.floor(centre - radius));
      x <= Math.min(width - 1, centre + radius);
      x++
    ) {
      const [dx, dy] = [(x - centre) / radius, (y - middle) / radius];
      const leaf = noise.rough(x * 0.13 + middle, y * 0.13 + centre, 3, 0.7);
      if (Math.hypot(dx * 1.1, dy) + leaf * 0.28 > 0.95) continue;
      const lit = 1 + near * (0.42 * -dy - 0.15 * dx + 0.5 * leaf);
      raster.set(x, y, scaled(colour, Math.max(lit, 0.12)));
    }
}

/** A clear night above dark hills, with the Milky Way or with northern lights. */
function paintNight(raster: Raster, aurora: boolean, noise: Noise, random: () => number): void {
  const { width, height } = raster;
  const light = LIGHTS.night;
  raster.fill((_x, _y, across, down) => {
    const sky = blend(light.horizon, light.top, clamp((0.9 - down) * 1.5));
    return aurora
      ? northernLights(sky, noise, across, down)
      : milkyWay(sky, noise, across, down, width / height);
  });
  const stars = width * height * (aurora ? 0.0009 : 0.0035);
  for (let i = 0; i < stars; i++) {
    const bright = 0.14 + 1.6 * random() ** 14;
    const warm = random();
    const colour: Colour = [bright * (0.8 + 0.2 * warm), bright * 0.9, bright * (1.1 - 0.3 * warm)];
    const [x, y] = [Math.floor(random() * width), Math.floor(random() * height)];
    raster.add(x, y, colour);
    if (bright > 0.55)
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const)
        raster.add(x + dx, y + dy, scaled(colour, 0.4));
  }
  for (let x = 0; x < width; x++) {
    const hills = [0, 1].map((i) => {
      const rise = noise.crests((x / width) * 1.6 + i * 5, 3.3 + i * 9, 7);
      return height * (0.93 - (aurora ? 0.24 : 0.17) * rise + i * 0.07);
    });
    for (let y = Math.floor(Math.min(...hills)); y < height; y++) {
      const front = y > (hills[1] as number);
      raster.set(x, y, front ? [0.008, 0.011, 0.014] : [0.018, 0.03, 0.04]);
    }
  }
}

function northernLights(sky: Colour, noise: Noise, across: number, down: number): Colour {
  let [red, green, blue] = sky;
  for (let curtain = 0; curtain < 3; curtain++) {
    const foot =
      0.62 - curtain * 0.13 + 0.2 * noise.rough(across * 1.5 + curtain * 7, curtain * 3.1, 3);
    const over = foot - down;
    const rays = 0.55 + 0.45 * noise.at(across * 38 + curtain * 20, down * 0.8);
    const glow =
      over > 0
        ? Math.exp(-over * (4.5 + curtain)) * (0.35 + 0.65 * step(0, 0.09, over))
        : Math.exp(over * 30) * 0.35;
    const light =
      glow * rays * (0.75 - curtain * 0.15) * clamp(0.75 + noise.at(across * 2.1, curtain));
    red += light * (0.05 + 0.5 * step(0.1, 0.45, over));
    green += light * 0.85;
    blue += light * (0.35 + 0.4 * step(0.1, 0.4, over));
  }
  return [red, green, blue];
}

function milkyWay(sky: Colour, noise: Noise, across: number, down: number, aspect: number): Colour {
  const [x, y] = [(across - 0.55) * aspect, down - 0.45];
  const along = x * 0.5 + y * 0.87;
  const off = x * 0.87 - y * 0.5 + 0.06 * noise.rough(along * 3, 2, 3);
  const band = Math.exp(-((off / 0.13) ** 2));
  const dust =
    step(-0.1, 0.5, noise.rough(x * 6 + 5, y * 6, 5, 0.6)) * Math.exp(-((off / 0.05) ** 2));
  const light = band * (0.16 + 0.14 * noise.rough(x * 5, y * 5, 5)) * (1 - 0.75 * dust);
  const warm = Math.exp(-((off / 0.05) ** 2));
  return [
    sky[0] + light * (0.85 + 0.5 * warm),
    sky[1] + light * (0.78 + 0.25 * warm),
    sky[2] + light * 1.1,
  ];
}

const LAMPS: readonly Colour[] = [
  [1.0, 0.55, 0.18],
  [1.0, 0.72, 0.4],
  [0.95, 0.22, 0.12],
  [0.3, 0.5, 1.0],
  [1.0, 0.85, 0.65],
  [0.2, 0.75, 0.6],
];

/** The lamps of a street at night, out of focus. */
function paintLamps(raster: Raster, random: () => number): void {
  const { width, height } = raster;
  raster.fill((_x, _y, _across, down) => blend([0.03, 0.035, 0.07], [0.09, 0.06, 0.06], down));
  for (let i = 0; i < 90; i++) {
    const near = random();
    const radius = height * (0.015 + 0.075 * near * near);
    const centre = [
      random() * width,
      height * (0.42 + (random() - 0.5) * (0.25 + near * 0.75)),
    ] as const;
    const colour = scaled(
      LAMPS[Math.floor(random() * LAMPS.length)] as Colour,
      0.12 + random() * 0.5 * (1.15 - near),
    );
    for (let y = Math.floor(centre[1] - radius); y <= centre[1] + radius; y++)
      for (let x = Math.floor(centre[0] - radius); x <= centre[0] + radius; x++) {
        const away = Math.hypot(x - centre[0], y - centre[1]) / radius;
        // The rim of a lens is brighter than its middle.
        raster.add(x, y, scaled(colour, step(1, 0.93, away) * (0.75 + 0.25 * away)));
      }
  }
}
