import { execFileSync } from 'node:child_process';
import { expect } from '../fixtures';
import type { Visitor } from './visitor';

const DOWNLOADED = 300;

/** Downloads many photos as one archive, and looks into it. */
export async function downloadMany(visitor: Visitor, path: string): Promise<void> {
  const { page, parts } = visitor;
  const latest = [...parts.library.photos].sort((a, b) => b.taken.localeCompare(a.taken));
  const names = latest.slice(0, DOWNLOADED).map(({ name }) => name);
  await visitor.goTo('Photos', 'All photos');
  await visitor.selectRange(0, names.length - 1);
  const downloading = page.waitForEvent('download');
  await visitor.doWithSelection('Download');
  await (await downloading).saveAs(path);
  const unzip = (flag: string) =>
    execFileSync('unzip', [flag, path], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
  expect(unzip('-t')).toContain('No errors detected');
  expect(unzip('-Z1').trim().split('\n').sort()).toEqual([...names].sort());
  await visitor.press(visitor.button('Clear the selection'));
}

/** Opens an album of music, which is in the order of its discs and tracks, and plays it to its end. */
export async function playAnAlbum(visitor: Visitor): Promise<void> {
  const { page, parts } = visitor;
  const { songs } = parts.library;
  const album = songs[0]?.album ?? '';
  const tracks = songs
    .filter((song) => song.album === album)
    .sort((a, b) => a.disc - b.disc || a.track - b.track)
    .map(({ title }) => title);
  await visitor.goTo('Music', 'Albums');
  await parts.look('music-albums');
  const card = page.getByRole('list', { name: 'Albums' }).getByRole('link', { name: album });
  await visitor.press(await visitor.find(card.first()));
  await expect(page.getByRole('heading', { level: 1, name: album })).toBeVisible();
  const titles = page.locator('.song-rows .song-title strong');
  await expect.poll(() => titles.allTextContents()).toEqual(tracks);
  await visitor.expectNoSidewaysScroll();

  await page.evaluate(noteWhatPlays);
  await visitor.press(visitor.button('Play'));
  await expect(page.getByRole('region', { name: 'Player' })).toBeVisible();
  await parts.look('music-playing');
  const played = () => page.evaluate(() => (globalThis as { played?: string[] }).played);
  await expect.poll(played, { timeout: 60_000 }).toEqual(tracks);
}

/** Runs in the page: keeps the titles that the player shows, one after the other. */
function noteWhatPlays(): void {
  const played: string[] = [];
  (globalThis as { played?: string[] }).played = played;
  const note = () => {
    const title = document.querySelector('.player .player-names strong')?.textContent;
    if (title && title !== played.at(-1)) played.push(title);
  };
  new MutationObserver(note).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
  });
}
