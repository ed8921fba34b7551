import type { Page } from '@playwright/test';

export interface Picture {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Runs in the browser: hills under a sky, other ones for each seed. */
async function paint([seed, width, height]: [number, number, number]): Promise<string> {
  let state = Math.imul(seed, 2654435761) ^ (Math.imul(seed, 2246822519) >>> 13);
  const random = () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const hue = random() * 360;
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, `hsl(${hue} 55% ${30 + random() * 35}%)`);
  sky.addColorStop(0.7, `hsl(${hue + 40} 75% 78%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  const [sunX, sunY, sunSize] = [
    width * (0.15 + random() * 0.7),
    height * (0.18 + random() * 0.3),
    height * 0.07,
  ];
  const glow = context.createRadialGradient(sunX, sunY, 0, sunX, sunY, sunSize * 5);
  glow.addColorStop(0, 'rgb(255 250 235 / 95%)');
  glow.addColorStop(0.2, 'rgb(255 245 220 / 85%)');
  glow.addColorStop(0.22, 'rgb(255 240 210 / 35%)');
  glow.addColorStop(1, 'rgb(255 240 210 / 0%)');
  context.fillStyle = glow;
  context.fillRect(0, 0, width, height);
  for (let layer = 0; layer < 5; layer++) {
    const base = height * (0.45 + layer * 0.12);
    const waves = [1, 2, 5, 11].map((n) => ({
      n: n * (0.6 + random()),
      phase: random() * 7,
      size: (height * 0.1) / n,
    }));
    context.beginPath();
    context.moveTo(0, height);
    for (let x = 0; x <= width; x += 2) {
      let y = base;
      for (const { n, phase, size } of waves) y += Math.sin((x / width) * n * 6 + phase) * size;
      context.lineTo(x, y);
    }
    context.lineTo(width, height);
    context.fillStyle = `hsl(${hue + 150 + layer * 8} ${25 + layer * 6}% ${58 - layer * 11}%)`;
    context.fill();
  }
  return canvas.toDataURL('image/jpeg', 0.85).split(',')[1] as string;
}

const SHAPES: readonly [number, number][] = [
  [3, 2],
  [2, 3],
  [4, 3],
  [16, 9],
  [1, 1],
  [3, 4],
  [3, 2],
];

/** JPEG files that no other seed has, of the shapes that cameras make. */
export async function landscapes(
  page: Page,
  count: number,
  size = 900,
  firstSeed = 1,
): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (let i = 0; i < count; i++) {
    const [w, h] = SHAPES[i % SHAPES.length] as [number, number];
    const scale = size / Math.max(w, h);
    const seed = firstSeed + i;
    const base64 = await page.evaluate(paint, [
      seed,
      Math.round(w * scale),
      Math.round(h * scale),
    ] as [number, number, number]);
    pictures.push({
      name: `landscape-${seed}.jpg`,
      mimeType: 'image/jpeg',
      buffer: Buffer.from(base64, 'base64'),
    });
  }
  return pictures;
}

/** Sound in its structure, but without the tables that a decoder needs. */
export function jpegWithoutPicture(): Picture {
  const frame = [0xff, 0xc0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0];
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0, ...new Array<number>(64).fill(0x55)];
  const buffer = Buffer.from([0xff, 0xd8, ...frame, ...scan, 0xff, 0xd9]);
  return { name: 'broken.jpg', mimeType: 'image/jpeg', buffer };
}
