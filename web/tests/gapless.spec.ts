import type { Page } from '@playwright/test';
import { findPart } from '../src/player/alignment';
import { expect, test } from './fixtures';
import { type Album, gaplessAlbum, RATE } from './gapless_album';
import { capturedSound, captureSound, longestSilence } from './sound_capture';

const TRACK_S = 9;
const MAX_GAP_MS = 5;
const PART = RATE / 5;

// The recorder of the samples is a worklet from a blob, which the policy of the app does not allow.
test.use({ bypassCSP: true });

const toMs = (samples: number) => (samples / RATE) * 1000;

/** Finds where a part of the album is heard, in samples of the capture. */
function heardAt(captured: Float32Array, { whole }: Album, at: number): number {
  const found = findPart(captured, whole.slice(at, at + PART));
  if (typeof found !== 'number') throw new Error(`samples from ${at} were not heard`);
  return found;
}

async function hear(page: Page, until: string): Promise<Float32Array> {
  const bar = page.getByRole('region', { name: 'Player' });
  await expect(bar.getByText(until, { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.waitForTimeout(1500);
  return capturedSound(page);
}

for (const format of ['flac', 'mp3', 'm4a', 'ogg']) {
  test(`an album of ${format} plays without gaps`, async ({ page, user, open }) => {
    test.setTimeout(120_000);
    const album = await gaplessAlbum(format, TRACK_S, 3);
    await user.have([...album.tracks].reverse());
    await captureSound(page);
    await open('/audio');
    await page.getByRole('button', { name: /^Play Part 1/ }).click();
    const captured = await hear(page, 'Part 3');
    const figures = album.cuts.map((cut) => {
      const before = heardAt(captured, album, cut - PART - 480);
      const after = heardAt(captured, album, cut + 480);
      const silence = longestSilence(captured, before, after + PART);
      return {
        gap: toMs(after - before - PART - 960),
        silence: toMs(silence),
      };
    });
    const text = figures.map(({ gap, silence }) => `${gap.toFixed(2)}/${silence.toFixed(2)}`);
    console.log(`${format}: gap/longest silence at the seams, ms: ${text.join(', ')}`);
    for (const { gap, silence } of figures) {
      expect(Math.abs(gap)).toBeLessThanOrEqual(MAX_GAP_MS);
      expect(silence).toBeLessThanOrEqual(MAX_GAP_MS);
    }
  });
}
