import { execFileSync } from 'node:child_process';
import { clamp, randomFrom } from './noise';

export type Colour = readonly [red: number, green: number, blue: number];

export const blend = (a: Colour, b: Colour, share: number): Colour => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

export const scaled = (a: Colour, factor: number): Colour => [
  a[0] * factor,
  a[1] * factor,
  a[2] * factor,
];

/** A picture in memory: light, 1 being white. */
export class Raster {
  readonly light: Float32Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.light = new Float32Array(width * height * 3);
  }

  get(x: number, y: number): Colour {
    const column = clamp(Math.round(x), 0, this.width - 1);
    const row = clamp(Math.round(y), 0, this.height - 1);
    const at = (row * this.width + column) * 3;
    const { light } = this;
    return [light[at] as number, light[at + 1] as number, light[at + 2] as number];
  }

  set(x: number, y: number, colour: Colour): void {
    const at = (y * this.width + x) * 3;
    this.light.set(colour, at);
  }

  add(x: number, y: number, colour: Colour): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = (y * this.width + x) * 3;
    for (let i = 0; i < 3; i++)
      this.light[at + i] = (this.light[at + i] as number) + (colour[i] as number);
  }

  /** Calls `paint` for every place, with 0 to 1 from left to right and from top to bottom. */
  fill(paint: (x: number, y: number, across: number, down: number) => Colour): void {
    for (let y = 0; y < this.height; y++)
      for (let x = 0; x < this.width; x++)
        this.set(x, y, paint(x, y, x / this.width, y / this.height));
  }

  /** Returns a JPEG file, with the dark corners and the grain of a camera. */
  jpeg(seed: number): Buffer {
    const { width, height, light } = this;
    const random = randomFrom(seed);
    const bytes = Buffer.alloc(light.length);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [dx, dy] = [x / width - 0.5, y / height - 0.5];
        const corner = 1 - 0.45 * (dx * dx + dy * dy);
        const grain = (random() + random() - 1) * 0.022;
        const at = (y * width + x) * 3;
        for (let i = 0; i < 3; i++) {
          // Light parts saturate softly, as film does.
          const value = 1 - Math.exp(-1.35 * Math.max(light[at + i] as number, 0) * corner);
          bytes[at + i] = clamp(value * 1.12 + grain) ** (1 / 1.15) * 255;
        }
      }
    const size = `${width}x${height}`;
    return execFileSync(
      'ffmpeg',
      [
        ...['-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', size, '-i', '-'],
        ...['-q:v', '2', '-pix_fmt', 'yuvj444p', '-f', 'mjpeg', '-'],
      ],
      { input: bytes, maxBuffer: 2 ** 26 },
    );
  }
}
