import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { Picture } from '../landscapes';
import { kept } from './kept';
import { randomFrom } from './noise';
import { type Kind, paintScene, type Scene } from './scenes';

const SIDE = 640;
const font = readFileSync(
  createRequire(import.meta.url).resolve(
    '@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2',
  ),
).toString('base64');

const style = `
  @font-face { font-family: Figtree; src: url(data:font/woff2;base64,${font}); font-weight: 300 900; }
  body { margin: 0; width: ${SIDE}px; height: ${SIDE}px; position: relative; overflow: hidden; font-family: Figtree; }
  svg, img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; }
  p { position: absolute; margin: 0; left: 44px; right: 44px; line-height: 1.02; letter-spacing: -0.02em; }`;

/** What is drawn below the words: a painted scene, or shapes. */
type Ground =
  | { kind: Kind; light: Scene['light']; seed: number; filter?: string }
  | { shapes: string };

interface Words {
  readonly text: string;
  /** Distances from the top, and the size, in pixels. */
  readonly top: number;
  readonly size: number;
  readonly weight?: number;
  readonly colour?: string;
  readonly css?: string;
}

export interface Cover {
  readonly ground: Ground;
  readonly words: readonly Words[];
}

const circle = (x: number, y: number, r: number, fill: string, more = '') =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
const field = (fill: string) => `<rect width="640" height="640" fill="${fill}"/>`;

/** Lines of hills, each hiding those behind it. */
export function ridges(ground: string, line: string): string {
  const random = randomFrom(12);
  let shapes = field(ground);
  for (let y = 190; y <= 560; y += 15) {
    let path = `M60 ${y}`;
    for (let x = 60; x <= 580; x += 8) {
      const middle = Math.exp(-(((x - 320) / 110) ** 2));
      path += ` L${x} ${(y - middle * (18 + random() * 74) - random() * 4).toFixed(1)}`;
    }
    shapes += `<path d="${path} L580 ${y}" fill="${ground}" stroke="${line}" stroke-width="2.2"/>`;
  }
  return shapes;
}

/** Half discs on a grid, turned at random. */
export function tiles(colours: readonly string[]): string {
  const random = randomFrom(5);
  const pick = () => colours[Math.floor(random() * colours.length)] as string;
  let shapes = field(colours[0] as string);
  for (let y = 0; y < 640; y += 160)
    for (let x = 0; x < 640; x += 160) {
      const turn = 90 * Math.floor(random() * 4);
      shapes += `<g transform="translate(${x} ${y}) rotate(${turn} 80 80)"><rect width="160" height="160" fill="${pick()}"/><path d="M0 80a80 80 0 0 1 160 0z" fill="${pick()}"/></g>`;
    }
  return shapes;
}

/** A low sun behind bands of water. */
export function sun(sky: string, disc: string, water: string): string {
  let shapes = field(sky) + circle(320, 330, 190, disc);
  for (let i = 0; i < 7; i++)
    shapes += `<rect y="${350 + i * 42}" width="640" height="${10 + i * 5}" fill="${water}"/>`;
  return shapes;
}

/** Soft lights that flow into each other. */
export function lights(ground: string, colours: readonly string[]): string {
  const places = [
    [150, 170, 260],
    [500, 120, 230],
    [430, 470, 290],
    [130, 520, 220],
  ] as const;
  const blur = '<filter id="b"><feGaussianBlur stdDeviation="70"/></filter>';
  return (
    blur +
    field(ground) +
    places
      .map(([x, y, r], i) => circle(x, y, r, colours[i] ?? '', 'filter="url(#b)" opacity="0.85"'))
      .join('')
  );
}

/** Tracks that bend around a corner. */
export function rails(ground: string, colours: readonly string[]): string {
  return (
    field(ground) +
    colours
      .map((colour, i) => {
        const r = 470 - i * 62;
        return `<path d="M${640 - r} 700V640A${r} ${r} 0 0 1 640 ${640 - r}h60" fill="none" stroke="${colour}" stroke-width="40"/>`;
      })
      .join('')
  );
}

/** Four strings, of which one sounds. */
export function strings(ground: string, ink: string): string {
  const lines = [0, 1, 2, 3].map((i) => {
    const x = 250 + i * 46;
    const bend = i === 2 ? 34 : 0;
    return `<path d="M${x} 0Q${x + bend} 320 ${x} 640" fill="none" stroke="${ink}" stroke-width="${5 - i}"/>`;
  });
  return field(ground) + lines.join('') + circle(342 + 17, 320, 9, '#c2410c');
}

/** Draws a cover. Returns it as a JPEG file. */
export async function drawCover(page: Page, { ground, words }: Cover): Promise<Picture> {
  let below: string;
  if ('shapes' in ground) below = `<svg viewBox="0 0 640 640">${ground.shapes}</svg>`;
  else {
    const { kind, light, seed } = ground;
    const scene = { kind, light, seed, width: SIDE, height: SIDE };
    const jpeg = kept(scene, () => paintScene(scene)).toString('base64');
    below = `<img src="data:image/jpeg;base64,${jpeg}" style="filter: ${ground.filter ?? 'none'}">`;
  }
  const lines = words.map(
    ({ text, top, size, weight = 700, colour = '#fff', css = '' }) =>
      `<p style="top: ${top}px; font-size: ${size}px; font-weight: ${weight}; color: ${colour}; ${css}">${text}</p>`,
  );
  await page.setViewportSize({ width: SIDE, height: SIDE });
  await page.setContent(`<style>${style}</style>${below}${lines.join('')}`);
  await page.evaluate(() => document.fonts.ready);
  const buffer = await page.screenshot({ type: 'jpeg', quality: 90 });
  return { name: 'cover.jpg', mimeType: 'image/jpeg', buffer };
}
