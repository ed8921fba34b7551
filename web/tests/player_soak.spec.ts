import type { Browser, Page } from '@playwright/test';
import type { Drive } from './drive';
import { expect, section, test } from './fixtures';
import { gaplessAlbum, RATE } from './gapless_album';
import { capturedSound, captureSound, longestSilence, loudTimes } from './sound_capture';
import { followSound } from './sound_following';

/** AUDMG_SOAK_MINUTES=10 is the long form. */
const MINUTES = Number(process.env.AUDMG_SOAK_MINUTES ?? 0);
const IS_LONG = MINUTES > 0;
const TRACK_S = IS_LONG ? 30 : 12;
const CUT_MS = 3000;
const SLEEP_MS = IS_LONG ? 8000 : 3000;
const MAX_SILENCE_MS = 5;
const MAX_SLIP_MS = 5;
/** Where the decoded song takes over, both are heard for a moment. */
const MAX_ODD_MS = 60;
/** Two tabs may be heard together for as long as a message takes from one to the other. */
const MAX_OVERLAP_MS = 300;
/** Around the beginning and the end of the capture, where silence is right. */
const LOUD = 0.01;

test.use({ bypassCSP: true, expectedErrors: /ERR_|Failed to load|Failed to fetch|50\d/ });

const isPaused = (page: Page) =>
  page.locator('audio').evaluate((element) => (element as HTMLAudioElement).paused);

/** The drive is away, as with a cut connection. */
async function cut(drive: Drive): Promise<void> {
  await drive.halt();
  await new Promise((resolve) => setTimeout(resolve, CUT_MS));
  await drive.launch();
}

/** All processes of the browser stand still, as in a machine that sleeps. */
async function sleep(browser: Browser): Promise<void> {
  const client = await browser.newBrowserCDPSession();
  const { processInfo } = await client.send('SystemInfo.getProcessInfo');
  const each = (signal: NodeJS.Signals) => {
    for (const { id } of processInfo) process.kill(id, signal);
  };
  each('SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, SLEEP_MS));
  each('SIGCONT');
  await client.detach();
}

function heardPart(captured: Float32Array): [from: number, to: number] {
  const isLoud = (sample: number) => Math.abs(sample) > LOUD;
  return [captured.findIndex(isLoud), captured.findLastIndex(isLoud)];
}

test('music goes on in a hidden tab, while the drive is away and after sleep, in one tab at a time', async ({
  page,
  context,
  browser,
  drive,
  user,
  open,
}) => {
  test.setTimeout(180_000 + MINUTES * 90_000);
  const album = await gaplessAlbum('flac', TRACK_S, 3);
  await user.have([...album.tracks].reverse());
  await captureSound(page);
  await open('/audio');
  await page.getByRole('button', { name: /^Play Part 1/ }).click();
  const bar = page.getByRole('region', { name: 'Player' });
  await bar.getByRole('button', { name: 'Repeat: off' }).click();
  const began = Date.now();
  const other = await context.newPage();
  await captureSound(other);
  await other.goto(page.url());
  const shown = (part: string) =>
    expect(bar.getByText(part, { exact: true })).toBeVisible({ timeout: 4 * TRACK_S * 1000 });
  const disturb = [
    async () => cut(drive),
    async () => sleep(browser),
    async () => {
      // The listener comes back to the tab and looks at other things in it.
      await page.bringToFront();
      await section(page, 'Photos', 'All photos').click();
      await page.waitForTimeout(2000);
      await page.goBack();
      await other.bringToFront();
    },
    async () => Promise.all([cut(drive), sleep(browser)]),
  ];
  await other.bringToFront();
  for (let i = 0; i < disturb.length || Date.now() - began < MINUTES * 60_000; i++) {
    if (IS_LONG) await page.waitForTimeout(20_000);
    // Now in the middle of a track, now close to a seam.
    await shown(`Part ${(i % 3) + 1}`);
    await (disturb[i % disturb.length] as (typeof disturb)[0])();
  }
  await shown('Part 3');
  await page.waitForTimeout(2000);
  const captured = await capturedSound(page);
  const [from, to] = heardPart(captured);
  const silence = (longestSilence(captured, from, to) / RATE) * 1000;
  const { seconds, longestOddMs, greatestSlipMs } = followSound(
    captured,
    album.whole,
    RATE,
    from,
    to,
  );

  expect(await isPaused(other)).toBe(true);
  await other.getByRole('button', { name: /^Play Part 2/ }).click();
  await expect.poll(() => isPaused(page)).toBe(true);
  expect(await isPaused(other)).toBe(false);
  await other.waitForTimeout(2000);
  const overlap = (await loudTimes(page)).last - (await loudTimes(other)).first;
  console.log(
    `${seconds.toFixed(1)} s heard, longest silence ${silence.toFixed(2)} ms, greatest slip ${greatestSlipMs.toFixed(2)} ms, ` +
      `another sound for ${longestOddMs} ms, two tabs together for ${Math.max(overlap, 0)} ms`,
  );
  expect(seconds).toBeGreaterThan(Math.max(2 * TRACK_S, 54 * MINUTES));
  expect(silence).toBeLessThanOrEqual(MAX_SILENCE_MS);
  expect(greatestSlipMs).toBeLessThanOrEqual(MAX_SLIP_MS);
  expect(longestOddMs).toBeLessThanOrEqual(MAX_ODD_MS);
  expect(overlap).toBeLessThanOrEqual(MAX_OVERLAP_MS);
});
