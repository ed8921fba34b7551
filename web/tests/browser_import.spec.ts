import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Drive } from './drive';
import { expect, test } from './fixtures';
import { findThings } from './library_walk/find';
import { editDates, organiseAnAlbum } from './library_walk/organise';
import { downloadMany, playAnAlbum } from './library_walk/take_out';
import { Visitor } from './library_walk/visitor';
import { type RealLibrary, realLibrary } from './real_library';
import { type File, User } from './user';

/** `make soak WHAT=browser-import` sets both, and has every window. */
const PHOTOS = Number(process.env.AUDMG_LIBRARY_PHOTOS ?? 60);
const SONGS = Number(process.env.AUDMG_LIBRARY_SONGS ?? 20);
const WHOLE = process.env.AUDMG_LIBRARY_PHOTOS !== undefined;
/** Width, height, fingers. */
const WINDOWS = [
  [320, 640, true],
  [390, 844, true],
  [820, 1180, true],
  [1440, 900, false],
] as const;
const MS_PER_FILE = 400;

test.describe.configure({ mode: 'serial' });

let drive: Drive;
let user: User;
let library: RealLibrary;
let files: ReadonlyMap<string, File>;
let folder: string;

test.beforeAll(async () => {
  test.setTimeout(900_000);
  library = realLibrary(PHOTOS, SONGS);
  folder = mkdtempSync(join(tmpdir(), 'audmg-walk-'));
  drive = await Drive.start({ AUDMG_RATE_LIMITS: 'on' });
  user = await User.signUp(drive.url);
});

test.afterAll(async () => {
  await drive?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test('a folder of photos and songs is imported by the page’s own file chooser', async ({
  page,
  open,
  look,
}) => {
  const count = PHOTOS + SONGS;
  test.setTimeout(180_000 + count * MS_PER_FILE);
  await open('/photos', user);
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  const begun = Date.now();
  await (await choosing).setFiles(library.folder);
  const panel = page.getByRole('region', { name: 'Uploads' });
  await expect(panel).toContainText(`of ${count.toLocaleString('en')} files`);
  await look('import-under-way');
  await expect(panel).toContainText(`${count.toLocaleString('en')} files uploaded`, {
    timeout: 60_000 + count * MS_PER_FILE,
  });
  const sent = Date.now() - begun;
  const again = await user.again();
  const all = async () => [...(await again.list('image')), ...(await again.list('audio'))];
  const wait = { timeout: 60_000 + count * MS_PER_FILE, intervals: [500] };
  await expect
    .poll(async () => (await all()).filter(({ status }) => status !== 'ready').length, wait)
    .toBe(0);
  console.log(`${count} files: sent in ${sent} ms, ready after ${Date.now() - begun} ms`);
  files = new Map((await all()).map((file) => [file.fileName, file]));
  expect(files.size).toBe(count);
  await expect(page.locator('.timeline-bar')).toContainText(
    `${PHOTOS.toLocaleString('en')} photos`,
  );
  await expect(page.locator('.tile img.loaded').first()).toBeVisible();
  await look('import-done');
  expectFacts();
});

/** Holds what the drive says of the files against what was written into them. */
function expectFacts(): void {
  for (const { name, taken, make, model } of library.photos) {
    expect(files.get(name)).toMatchObject({ date: taken, camera: { make, model } });
  }
  for (const { name, title, artist, album, disc, track } of library.songs) {
    expect(files.get(name)).toMatchObject({ tags: { title, artist, album, disc, track } });
  }
}

for (const [width, height, touch] of WINDOWS) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const isInShort =
      (width === 390 && colorScheme === 'dark') || (width === 1440 && colorScheme === 'light');
    if (!WHOLE && !isInShort) continue;
    test.describe(`at ${width} pixels, ${colorScheme}`, () => {
      test.use({
        viewport: { width, height },
        hasTouch: touch,
        isMobile: touch,
        colorScheme,
        acceptDownloads: true,
      });

      test('things are found, put into albums, edited, downloaded and played', async ({
        page,
        open,
        look,
      }) => {
        test.setTimeout(WHOLE ? 400_000 : 120_000);
        const name = `${width}-${colorScheme}`;
        const visitor = new Visitor({
          page,
          user: await user.again(),
          library,
          files,
          touch,
          look: (what) => look(`walk/${name}/${what}`),
        });
        await open('/photos', visitor.parts.user);
        await expect(page.locator('.tile img.loaded').first()).toBeVisible();
        await look(`walk/${name}/photos`);
        const steps: [string, () => Promise<void>][] = [
          ['find', () => findThings(visitor)],
          ['album', () => organiseAnAlbum(visitor, `Canon ${name}`)],
          ['dates', () => editDates(visitor)],
          ['download', () => downloadMany(visitor, join(folder, `${name}.zip`))],
          ['music', () => playAnAlbum(visitor)],
        ];
        const took: string[] = [];
        for (const [step, run] of steps) {
          const begun = Date.now();
          await test.step(step, run);
          took.push(`${step} ${((Date.now() - begun) / 1000).toFixed(1)} s`);
        }
        console.log(`${name}: ${took.join(', ')}`);
      });
    });
  }
}
