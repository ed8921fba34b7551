import { readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { Drive, freePort } from './drive';
import { chooseFiles, expect, section, test } from './fixtures';
import { makeSong } from './sounds';
import { PASSWORD } from './user';

const DIST = new URL('../dist', import.meta.url).pathname;
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** What a bucket behind a content delivery network does: files, else the page. */
function staticHost(port: number, api: string): Promise<Server> {
  const page = readFileSync(join(DIST, 'index.html'), 'utf8').replace(
    'name="audmg-api" content=""',
    `name="audmg-api" content="${api}"`,
  );
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; manifest-src 'self'; img-src 'self' ${api}; media-src ${api}; connect-src ${api}`;
  const server = createServer((request, response) => {
    const path = join(DIST, new URL(request.url ?? '/', 'http://host').pathname);
    const isFile =
      path !== join(DIST, 'index.html') && statSync(path, { throwIfNoEntry: false })?.isFile();
    const type = isFile ? TYPES[extname(path)] : TYPES['.html'];
    response.writeHead(200, { 'Content-Type': type ?? '', 'Content-Security-Policy': policy });
    response.end(isFile ? readFileSync(path) : page);
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

test('a drive may be known by another name than the one it signs for', async ({
  page,
  drive,
  user,
  pictures,
}) => {
  await user.have(pictures.slice(0, 1));
  const name = drive.url.replace('localhost', 'drive.localhost');
  await page.addInitScript(
    (session) => localStorage.setItem('audmg.session', session),
    user.session(),
  );
  await page.goto(`${name}/photos`);
  await expect(page.locator('.tile img.loaded')).toHaveCount(1);
  const song = makeSong({ name: 'near.wav', seconds: 60, pitch: 330 });
  await chooseFiles(page, [song]);
  await section(page, 'Music', 'Home').click();
  await page.getByRole('button', { name: /^Play near/ }).click();
  await expect
    .poll(() => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0.3);
});

test('the app works from a static host, with the API elsewhere', async ({ page, pictures }) => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const drive = await Drive.start({ AUDMG_CORS_ORIGINS: origin });
  const host = await staticHost(port, drive.url);
  try {
    await page.goto(`${origin}/sign-up`);
    await page.getByLabel('Username').fill('remote');
    await page.getByLabel('E-mail').fill('remote@example.org');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await expect(page.getByText('Your photos will be here')).toBeVisible();
    const song = makeSong({ name: 'far.wav', seconds: 60, pitch: 330 });
    expect(song.buffer.length).toBeGreaterThan(4_000_000);
    await chooseFiles(page, [...pictures.slice(0, 3), song]);
    // Events over the stream, thumbnails by signed URLs, parts of the song by signed URLs.
    await expect(page.locator('.tile img.loaded')).toHaveCount(3);
    await page.locator('.tile').first().click();
    await expect(page.getByRole('dialog').getByRole('img')).toBeVisible();
    await page.keyboard.press('Escape');
    await section(page, 'Music', 'Home').click();
    await page.getByRole('button', { name: /^Play far/ }).click();
    await expect
      .poll(() => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime))
      .toBeGreaterThan(0.3);
    await expect(page.getByRole('slider', { name: 'Seek' })).toBeVisible();
    await page.reload();
    await expect(page.locator('.song-rows > [role=row]')).toHaveCount(1);
  } finally {
    await page.goto('about:blank');
    host.close();
    host.closeAllConnections();
    await drive.stop();
  }
});
