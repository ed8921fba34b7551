import type { Browser, BrowserContext, Page } from '@playwright/test';
import { Drive } from './drive';
import { chooseFiles, expect, section, test } from './fixtures';
import { PASSWORD, User } from './user';

const CLOCK_ERROR_MS = 10 * 60_000;
/** What was lost, or kept apart, several times in a row would end a session by and by. */
const ROUNDS = 4;

const welcome = (page: Page) => page.getByRole('heading', { name: 'Welcome back' });
const ended = (page: Page) => page.getByText('Your session has ended');
/** What is on every page of whoever is logged in. */
const bar = (page: Page) => page.locator('.top-bar');

const opened: BrowserContext[] = [];
test.afterEach(async () => {
  await Promise.all(opened.splice(0).map((context) => context.close()));
});

async function enterPassword(page: Page, user: User): Promise<void> {
  await page.getByLabel('Username or e-mail').fill(user.name);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

/** A browser with a log-in of its own, and a tab at each of the paths. */
async function openTabs(
  browser: Browser,
  user: User,
  paths: readonly [string, string],
  prepare: (context: BrowserContext) => Promise<unknown> = async () => undefined,
): Promise<[Page, Page]> {
  const context = await browser.newContext();
  opened.push(context);
  await prepare(context);
  const tabs: [Page, Page] = [await context.newPage(), await context.newPage()];
  await tabs[0].goto(user.url + paths[0]);
  await enterPassword(tabs[0], user);
  await expect(bar(tabs[0])).toBeVisible();
  await tabs[1].goto(user.url + paths[1]);
  await expect(bar(tabs[1])).toBeVisible();
  return tabs;
}

/** Lets the tabs of a browser find that their token has to be renewed, as after a while. */
async function makeDue(tab: Page): Promise<void> {
  await tab.evaluate(() => {
    const session = JSON.parse(localStorage.getItem('audmg.session') ?? 'null');
    localStorage.setItem('audmg.session', JSON.stringify({ ...session, renewAt: 0 }));
  });
}

/** Loads a tab anew, which asks the drive for its library. */
async function reload(tab: Page): Promise<void> {
  await tab.reload();
  await expect(bar(tab)).toBeVisible();
  await expect(tab.getByText(/^Your (photos|music) will be here$/)).toBeVisible();
}

const refreshTokenOf = (tab: Page) =>
  tab.evaluate(() => JSON.parse(localStorage.getItem('audmg.session') ?? '{}').refreshToken);

/** Whether a refresh token of the account came back too late, by which the drive ends a session. */
async function wasReused(user: User): Promise<boolean> {
  return (await (await user.call('/audit')).text()).includes('refresh_token_reused');
}

test('a session that is ended elsewhere ends in its browser only, which keeps the place', async ({
  browser,
  user,
  pictures,
}) => {
  const [file] = await user.have(pictures.slice(0, 1));
  const lost = await openTabs(browser, user, [`/photos/${file?.fileId}`, '/settings']);
  const kept = await openTabs(browser, user, ['/settings', '/photos']);
  const devices = kept[0].getByRole('region', { name: 'Devices' });
  await devices.getByRole('button', { name: 'Log out everywhere else' }).click();
  await kept[0].getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
  await expect(devices.getByRole('listitem')).toHaveCount(1);

  for (const tab of lost) await expect(ended(tab)).toBeVisible();
  for (const tab of kept) {
    await tab.reload();
    await expect(bar(tab)).toBeVisible();
  }
  await enterPassword(lost[0], user);
  await expect(lost[0]).toHaveURL(new RegExp(`/photos/${file?.fileId}$`));
  await expect(lost[0].locator('dialog.photo-view')).toBeVisible();
  await expect(lost[1].getByRole('heading', { name: 'Your account' })).toBeVisible();
});

test('a log-out shows in the other tab, and nowhere else', async ({ browser, user }) => {
  const [first, second] = await openTabs(browser, user, ['/photos', '/audio']);
  const elsewhere = await openTabs(browser, user, ['/photos', '/audio']);
  await first.getByRole('button', { name: 'Account', exact: true }).click();
  await first.getByRole('button', { name: 'Log out', exact: true }).click();
  for (const tab of [first, second]) {
    await expect(welcome(tab)).toBeVisible();
    await expect(ended(tab)).toHaveCount(0);
  }
  for (const tab of elsewhere) await reload(tab);
});

test('an answer with new tokens that is lost logs nobody out', async ({ browser, user }) => {
  const browsers = [
    await openTabs(browser, user, ['/photos', '/photos']),
    await openTabs(browser, user, ['/photos', '/photos']),
  ];
  for (const [unlucky] of browsers) {
    await unlucky.route('**/token/refresh', async (route) => {
      // The drive has replaced the token, but nobody hears of it.
      await route.fetch();
      await route.abort();
    });
  }
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(
      browsers.map(async ([unlucky, other]) => {
        await makeDue(unlucky);
        await reload(unlucky);
        await reload(other);
      }),
    );
  }
  for (const [unlucky, other] of browsers) {
    expect(await refreshTokenOf(unlucky)).toBe(await refreshTokenOf(other));
    await expect(welcome(unlucky)).toHaveCount(0);
  }
  expect(await wasReused(user)).toBe(false);
});

test('tabs that renew at the same moment go on with one session', async ({ browser, user }) => {
  const without = (context: BrowserContext) =>
    context.addInitScript(() => {
      // Neither locks nor a database keep them from it.
      Object.defineProperty(navigator, 'locks', { value: undefined });
      Object.defineProperty(window, 'indexedDB', { value: undefined });
    });
  for (const tabs of [
    await openTabs(browser, user, ['/photos', '/audio'], without),
    await openTabs(browser, user, ['/photos', '/audio'], without),
  ]) {
    for (let round = 0; round < ROUNDS; round++) {
      let come: () => void = () => undefined;
      const both = new Promise<void>((resolve) => {
        come = resolve;
      });
      let waiting = 0;
      await tabs[0].context().route('**/token/refresh', async (route) => {
        if (++waiting === tabs.length) come();
        await both;
        await route.continue();
      });
      await makeDue(tabs[0]);
      await Promise.all(tabs.map(reload));
      await tabs[0].context().unroute('**/token/refresh');
      expect(waiting).toBeGreaterThanOrEqual(tabs.length);
    }
    await makeDue(tabs[1]);
    for (const tab of tabs) await reload(tab);
    expect(await refreshTokenOf(tabs[0])).toBe(await refreshTokenOf(tabs[1]));
  }
  expect(await wasReused(user)).toBe(false);
});

test.describe('a clock that is wrong', () => {
  const LIFE_S = 4;
  const READY_MS = 30_000;
  let drive: Drive;
  test.beforeAll(async () => {
    drive = await Drive.start({ AUDMG_ACCESS_TOKEN_LIFETIME: `${LIFE_S}s` });
  });
  test.afterAll(() => drive.stop());

  for (const [what, error] of [
    ['ahead', CLOCK_ERROR_MS],
    ['behind', -CLOCK_ERROR_MS],
  ] as const) {
    test(`logs nobody out: ${what}, then right, then wrong again`, async ({
      browser,
      pictures,
    }) => {
      test.slow();
      const user = await User.signUp(drive.url);
      const tabs = await openTabs(browser, user, ['/photos', '/settings'], (context) =>
        context.clock.install({ time: Date.now() + error }),
      );
      await chooseFiles(tabs[0], pictures.slice(0, 1));
      const loaded = tabs[0].locator('.tile img.loaded');
      await expect(loaded).toHaveCount(1, { timeout: READY_MS });
      for (const now of [error, 0, error]) {
        for (const tab of tabs) await tab.clock.setSystemTime(Date.now() + now);
        // The token that each tab has runs out, whatever its clock says.
        await tabs[0].waitForTimeout((LIFE_S + 1) * 1000);
        for (const tab of tabs) {
          await section(tab, 'Music', 'Home').click();
          await expect(tab.getByText('Your music will be here')).toBeVisible();
          await section(tab, 'Photos', 'All photos').click();
        }
        await expect(loaded).toHaveCount(1);
      }
      for (const tab of tabs) {
        await tab.reload();
        await expect(tab.locator('.tile img.loaded')).toHaveCount(1);
      }
    });
  }
});
