import { Buffer } from 'node:buffer';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { Drive, freePort } from './drive';
import { chooseFiles, expect, give, test } from './fixtures';
import { landscapes, type Picture } from './landscapes';
import { Relay } from './relay';
import { User } from './user';

const panel = (page: Page) => page.getByRole('region', { name: 'Uploads' });

/** A WAV file of noise, so that it is as large as it says and no two are alike. */
function noise(name: string, bytes: number): Picture {
  const buffer = Buffer.alloc(bytes);
  let state = bytes + name.length;
  for (let i = 44; i + 4 <= bytes; i += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    buffer.writeUInt32LE(state, i);
  }
  buffer.write('RIFF', 0);
  buffer.writeUInt32LE(bytes - 8, 4);
  buffer.write('WAVEfmt ', 8);
  buffer.writeUInt32LE(16, 16);
  buffer.writeUInt16LE(1, 20);
  buffer.writeUInt16LE(2, 22);
  buffer.writeUInt32LE(44_100, 24);
  buffer.writeUInt32LE(176_400, 28);
  buffer.writeUInt16LE(4, 32);
  buffer.writeUInt16LE(16, 34);
  buffer.write('data', 36);
  buffer.writeUInt32LE(bytes - 44, 40);
  return { name, mimeType: 'audio/wav', buffer };
}

/** What is on the server of uploads that have not finished. */
async function openSessions(drive: Drive): Promise<number> {
  const { execFileSync } = await import('node:child_process');
  const script = `import sqlite3; print(sqlite3.connect("file:${drive.data}/audmg.db?mode=ro", uri=True).execute("select count(*) from uploads").fetchone()[0])`;
  return Number(execFileSync('/usr/bin/python3', ['-c', script], { encoding: 'utf8' }));
}

test.describe('refusals and duplicates', () => {
  test.use({ expectedErrors: /status of 4(13|15)/ });

  test('are said file by file', async ({ page, user, open, pictures, look }) => {
    await user.have(pictures.slice(0, 1));
    await open('/photos');
    await chooseFiles(page, [
      pictures[0] as Picture,
      pictures[1] as Picture,
      { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('these are only notes') },
      { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.from('a film') },
      { name: 'nothing.png', mimeType: 'image/png', buffer: Buffer.alloc(0) },
    ]);
    const row = (name: string) => panel(page).getByRole('listitem').filter({ hasText: name });
    await expect(row('landscape-1.jpg')).toContainText('Already in your library');
    await expect(row('notes.jpg')).toHaveClass(/refused/);
    await expect(row('film.mp4')).toContainText('This is a video');
    await expect(row('nothing.png')).toContainText('The file is empty');
    await expect(panel(page)).toContainText('1 file uploaded, 1 here already, 3 not');
    await look('uploads-refused');
    await expect(page.locator('.tile')).toHaveCount(2);
  });
});

test('what is dropped or pasted is uploaded, folders and all', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await open('/photos');
  await give(page, 'dragenter', pictures.slice(0, 1));
  await expect(page.getByText('Drop to upload')).toBeVisible();
  await look('drop');
  await give(page, 'drop', pictures.slice(0, 2));
  await expect(page.getByText('Drop to upload')).toBeHidden();
  await expect(page.locator('.tile')).toHaveCount(2);
  await give(page, 'paste', pictures.slice(2, 3));
  await expect(page.locator('.tile')).toHaveCount(3);

  const folder = mkdtempSync(join(tmpdir(), 'audmg-folder-'));
  mkdirSync(join(folder, 'holiday', 'day-2'), { recursive: true });
  for (const [i, at] of ['holiday/a.jpg', 'holiday/day-2/b.jpg', 'holiday/.DS_Store'].entries()) {
    writeFileSync(join(folder, at), pictures[3 + i]?.buffer ?? '');
  }
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await (await choosing).setFiles(join(folder, 'holiday'));
  await expect(page.locator('.tile')).toHaveCount(5);
  expect((await user.list()).map((file) => file.fileName).sort()).toContain('b.jpg');
  rmSync(folder, { recursive: true });
});

test.describe('over a network that fails', () => {
  test.use({ expectedErrors: /ERR_/ });
  let relay: Relay;
  let drive: Drive;
  let user: User;

  test.beforeEach(async () => {
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    drive = await Drive.start({ AUDMG_PUBLIC_URL: publicUrl, AUDMG_RATE_LIMITS: 'on' });
    relay = await Relay.start(port, () => Number(new URL(drive.url).port));
    user = await User.signUp(`http://127.0.0.1:${port}`);
  });

  test.afterEach(async () => {
    relay.stop();
    await drive.stop();
  });

  test('200 files arrive, once each, through a cut', async ({ page, open, look }) => {
    test.setTimeout(300_000);
    const files = await landscapes(page, 200, 220, 1000);
    await open('/photos', user);
    relay.limit = 3_000_000;
    await chooseFiles(page, files);
    await expect(panel(page)).toContainText(/Uploading \d\d of 200 files/);
    await look('uploads-many');
    relay.cut();
    await expect(panel(page)).toContainText('Waiting for the connection');
    await expect(page.getByText('The drive cannot be reached')).toBeVisible();
    await look('uploads-cut');
    relay.mend();
    relay.limit = null;
    await expect(panel(page)).toContainText('200 files uploaded', { timeout: 60_000 });
    const names = (await user.list()).map((file) => file.fileName);
    expect(names).toHaveLength(200);
    expect(new Set(names)).toEqual(new Set(files.map((file) => file.name)));
    // The newest are on top, and are prepared last.
    await expect(page.locator('.tile img.loaded').first()).toBeVisible({ timeout: 120_000 });
  });

  test('a large file goes on where it was, after a pause and after a reload', async ({
    page,
    open,
    look,
  }) => {
    const big = noise('concert.wav', 36_000_000);
    await open('/audio', user);
    relay.limit = 8_000_000;
    await chooseFiles(page, [big]);
    await expect(panel(page)).toContainText(/[\d.]+ MB of 36 MB · .+\/s · .+ left/);
    await page.getByRole('button', { name: 'Pause concert.wav' }).click();
    await expect(panel(page)).toContainText('Paused');
    await look('uploads-paused');
    // So slow that it cannot be over before a busy machine looks.
    relay.limit = 1_500_000;
    await page.getByRole('button', { name: 'Resume concert.wav' }).click();
    await expect(panel(page).locator('li progress')).toBeVisible();
    await expect.poll(() => missingParts(user)).toBeLessThan(4);
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    const missing = await missingParts(user);
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'PUT') sent++;
    });
    relay.limit = null;
    await expect(panel(page)).toContainText('1 file uploaded', { timeout: 60_000 });
    expect(sent).toBeLessThanOrEqual(missing);
    const [file] = await user.list('audio');
    expect(file?.size).toBe(36_000_000);
    expect(await openSessions(drive)).toBe(0);
  });

  test('a file too large for the browser to keep is chosen again after a reload', async ({
    page,
    open,
    look,
  }, testInfo) => {
    const bytes = 300_000_000;
    const path = silence(testInfo.outputPath('opera.wav'), bytes);
    await open('/audio', user);
    relay.limit = 40_000_000;
    await chooseFiles(page, [path]);
    await expect.poll(() => missingParts(user), { timeout: 60_000 }).toBeLessThan(15);
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    await expect(panel(page)).toContainText('Choose this file again to go on.');
    await look('uploads-choose-again');
    const missing = await missingParts(user);
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'PUT') sent++;
    });
    relay.limit = null;
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose opera.wav again' }).click();
    await (await choosing).setFiles([path]);
    await expect(panel(page)).toContainText('1 file uploaded', { timeout: 60_000 });
    expect(sent).toBe(missing);
    expect((await user.list('audio'))[0]?.size).toBe(bytes);
    expect(await openSessions(drive)).toBe(0);
  });

  test('what is cancelled leaves nothing behind', async ({ page, open }) => {
    await open('/audio', user);
    relay.limit = 4_000_000;
    await chooseFiles(page, [noise('unwanted.wav', 30_000_000)]);
    await expect.poll(() => openSessions(drive)).toBe(1);
    await page.getByRole('button', { name: 'Cancel unwanted.wav' }).click();
    await expect(panel(page)).toBeHidden();
    await expect.poll(() => openSessions(drive)).toBe(0);
    expect(await user.list('audio')).toEqual([]);
  });

  test('the server may be started anew meanwhile', async ({ page, open }) => {
    await open('/audio', user);
    relay.limit = 10_000_000;
    await chooseFiles(page, [noise('long.wav', 40_000_000)]);
    await expect.poll(() => openSessions(drive)).toBe(1);
    await drive.halt();
    await expect(panel(page)).toContainText('Waiting for the connection');
    relay.limit = null;
    await drive.launch();
    await expect(panel(page)).toContainText('1 file uploaded', { timeout: 60_000 });
    expect((await user.list('audio'))[0]?.size).toBe(40_000_000);
  });
});

/** A WAV file on the disk, which has only its header in it. */
function silence(path: string, bytes: number): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, noise('', 48).buffer.subarray(0, 44));
  truncateSync(path, bytes);
  const header = Buffer.alloc(4);
  const file = openSync(path, 'r+');
  header.writeUInt32LE(bytes - 8);
  writeSync(file, header, 0, 4, 4);
  header.writeUInt32LE(bytes - 44);
  writeSync(file, header, 0, 4, 40);
  closeSync(file);
  return path;
}

/** Parts of the user's one open upload that have not arrived; Infinity when there is none. */
async function missingParts(user: User): Promise<number> {
  const status = await user.call(`/uploads/${lastSession.get(user.url)}`);
  if (!status.ok) return Number.POSITIVE_INFINITY;
  return ((await status.json()) as { missingParts: unknown[] }).missingParts.length;
}

const lastSession = new Map<string, string>();

test.beforeEach(({ page }) => {
  page.on('response', async (response) => {
    const url = new URL(response.url());
    if (url.pathname !== '/uploads' || response.request().method() !== 'POST') return;
    const body = (await response.json().catch(() => null)) as { uploadId?: string } | null;
    if (body?.uploadId) lastSession.set(url.origin, body.uploadId);
  });
});
