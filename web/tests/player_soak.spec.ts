import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { gaplessAlbum, RATE } from './gapless_album';
import { capturedSound, captureSound, longestSilence } from './sound_capture';

/** AUDMG_SOAK_MINUTES=10 is the long form. */
const MINUTES = Number(process.env.AUDMG_SOAK_MINUTES ?? 0);
const TRACK_S = MINUTES > 0 ? 30 : 12;
const CUT_MS = 3000;
const MAX_SILENCE_MS = 5;
/** Around the beginning and the end of the capture, where silence is right. */
const LOUD = 0.01;

test.use({ bypassCSP: true, expectedErrors: /ERR_|Failed to load|Failed to fetch|50\d/ });

const isPaused = (page: Page) =>
  page.locator('audio').evaluate((element) => (element as HTMLAudioElement).paused);

function heardPart(captured: Float32Array): [from: number, to: number] {
  const isLoud = (sample: number) => Math.abs(sample) > LOUD;
  return [captured.findIndex(isLoud), captured.findLastIndex(isLoud)];
}

test('music goes on in a hidden tab and while the drive is away, in one tab at a time', async ({
  page,
  context,
  drive,
  user,
  open,
}) => {
  test.setTimeout(150_000 + MINUTES * 66_000);
  const album = await gaplessAlbum('flac', TRACK_S, 3);
  await user.have([...album.tracks].reverse());
  await captureSound(page);
  await open('/audio');
  await page.getByRole('button', { name: /^Play Part 1/ }).click();
  const bar = page.getByRole('region', { name: 'Player' });
  await bar.getByRole('button', { name: 'Repeat: off' }).click();
  const other = await context.newPage();
  await other.goto(page.url());
  await other.bringToFront();
  const cuts = Math.max(1, MINUTES);
  for (let cut = 0; cut < cuts; cut++) {
    await expect(bar.getByText(cut % 2 ? 'Part 1' : 'Part 2', { exact: true })).toBeVisible({
      timeout: 4 * TRACK_S * 1000,
    });
    await drive.halt();
    await page.waitForTimeout(CUT_MS);
    await drive.launch();
    await page.waitForTimeout(MINUTES > 0 ? 50_000 : 0);
  }
  await expect(bar.getByText('Part 3', { exact: true })).toBeVisible({ timeout: 120_000 });
  await page.waitForTimeout(2000);
  const captured = await capturedSound(page);
  const [from, to] = heardPart(captured);
  const silence = (longestSilence(captured, from, to) / RATE) * 1000;
  const heard = (to - from) / RATE;
  console.log(`${heard.toFixed(1)} s heard, longest silence ${silence.toFixed(2)} ms`);
  expect(heard).toBeGreaterThan(2 * TRACK_S);
  expect(silence).toBeLessThanOrEqual(MAX_SILENCE_MS);
  await other.getByRole('button', { name: /^Play Part 2/ }).click();
  await expect.poll(() => isPaused(page)).toBe(true);
  expect(await isPaused(other)).toBe(false);
});
