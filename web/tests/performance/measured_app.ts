import { execFileSync } from 'node:child_process';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { Drive } from '../drive';
import type { Picture } from '../landscapes';
import { User } from '../user';

/** An app with a library of its own, served by the drive that it belongs to. */
export interface MeasuredApp {
  readonly drive: Drive;
  readonly user: User;
}

/** Starts the drive of a binary, and gives a user of it that many pictures: copies of `pictures`, over years. */
export async function startApp(
  pictures: readonly Picture[],
  files: number,
  binary?: string,
): Promise<MeasuredApp> {
  const drive = await Drive.start({}, binary);
  try {
    const user = await User.signUp(drive.url);
    await user.have(pictures);
    await drive.halt();
    const script = new URL('seed_library.py', import.meta.url).pathname;
    execFileSync('/usr/bin/python3', [script, `${drive.data}/audmg.db`, user.name, String(files)]);
    await drive.launch();
    // The first listing after a start has the drive read all rows, whatever app asks for it.
    await user.call('/outline?kind=image&sort=date&limit=1');
    return { drive, user };
  } catch (error) {
    await drive.stop();
    throw error;
  }
}

/** Opens a page in a browser without any cache, logged in, and closes it after `work`. */
export async function visit<Result>(
  browser: Browser,
  { user }: MeasuredApp,
  work: (page: Page) => Promise<Result>,
): Promise<Result> {
  return inContext(browser, async (page, context) => {
    await context.addInitScript((session) => {
      if (location.origin !== 'null') localStorage.setItem('audmg.session', session);
    }, user.session());
    return work(page);
  });
}

/** As visit(), for a page of no app. */
export async function inContext<Result>(
  browser: Browser,
  work: (page: Page, context: BrowserContext) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    serviceWorkers: 'allow',
  });
  try {
    return await work(await context.newPage(), context);
  } finally {
    await context.close();
  }
}
