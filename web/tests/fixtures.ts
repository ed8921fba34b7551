import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { Drive } from './drive';
import { landscapes, type Picture } from './landscapes';
import { User } from './user';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

interface Fixtures {
  /** A new account of the worker's drive. */
  user: User;
  /** Logs the user in and opens the app there. */
  open(path?: string, user?: User): Promise<void>;
  /** A drive of the test's own, which stops once the page has been looked at: later, a part that the app loads is missing. */
  startDrive(settings?: Record<string, string>): Promise<Drive>;
  /** Console errors that a test is about; others fail it. */
  expectedErrors: RegExp | null;
  /** Keeps what the page looks like, and has axe look for barriers. */
  look(name: string): Promise<void>;
}

interface WorkerFixtures {
  drive: Drive;
  pictures: Picture[];
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  drive: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it so.
    async ({}, use) => {
      const drive = await Drive.start();
      await use(drive);
      await drive.stop();
    },
    { scope: 'worker' },
  ],
  pictures: [
    async ({ browser }, use) => {
      const page = await browser.newPage();
      const pictures = await landscapes(page, 24, 1000);
      await page.close();
      await use(pictures);
    },
    { scope: 'worker' },
  ],
  user: async ({ drive }, use) => use(await User.signUp(drive.url)),
  expectedErrors: [null, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it so.
  startDrive: async ({}, use) => {
    const drives: Drive[] = [];
    await use(async (settings) => {
      const drive = await Drive.start(settings);
      drives.push(drive);
      return drive;
    });
    for (const drive of drives) await drive.stop();
  },
  // Set up after the drives of the test, so done with before they stop.
  page: async ({ page, expectedErrors, startDrive: _ }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
    });
    await use(page);
    const unexpected = errors.filter((text) => !expectedErrors?.test(text));
    expect(unexpected, 'errors in the console').toEqual([]);
  },
  open: async ({ page, user }, use) => {
    await use(async (path = '/', as = user) => {
      await page.addInitScript((session) => {
        if (sessionStorage.getItem('begun')) return;
        sessionStorage.setItem('begun', 'yes');
        localStorage.setItem('audmg.session', session);
      }, as.session());
      await page.goto(as.url + path);
    });
  },
  look: async ({ page }, use, info) => {
    await use(async (name) => {
      // An empty page has no barriers.
      await expect(page.locator('body')).toHaveText(/\S/, { useInnerText: true });
      await page.screenshot({
        path: `test-results/screenshots/${name}.png`,
        animations: 'disabled',
      });
      expect(await barriers(page), `barriers on ${name}`).toEqual([]);
      info.annotations.push({ type: 'screenshot', description: name });
    });
  },
});

interface Violation {
  id: string;
  impact: string;
  help: string;
  nodes: { html: string; failureSummary: string }[];
}

/**
 * What axe calls serious or critical. It reads colours one by one, so a button that fades to another
 * colour meanwhile has a contrast nobody ever sees: what it finds counts if it is there at once
 * again, without transitions.
 */
export async function barriers(page: Page): Promise<string[]> {
  const first = await violations(page);
  if (first.length === 0) return [];
  await page.evaluate(endTransitions);
  return (await violations(page))
    .filter(({ id }) => first.some((violation) => violation.id === id))
    .map(({ id, help, nodes }) => {
      const where = nodes.map((node) => `${node.html} ${node.failureSummary}`).join('; ');
      return `${id}: ${help}: ${where.slice(0, 600)}`;
    });
}

/** Runs in the page, and lasts until the next one. */
function endTransitions(): void {
  const still = new CSSStyleSheet();
  still.replaceSync('*, ::before, ::after { transition: none !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) {
      animation.finish();
    }
  }
}

async function violations(page: Page): Promise<Violation[]> {
  // As text, which the debugger evaluates whatever the page's policy says.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations;
  });
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}

/** A section in the navigation at the side. */
export function section(page: Page, group: 'Photos' | 'Music', name: string): Locator {
  const navigation = page.getByRole('navigation', { name: 'Library' });
  return navigation.getByRole('group', { name: group }).getByRole('link', { name, exact: true });
}

/** Gives files to the picker behind "Upload". */
export async function chooseFiles(
  page: Page,
  files: readonly Picture[] | readonly string[],
): Promise<void> {
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  const choosing = page.waitForEvent('filechooser');
  await page
    .getByLabel('Upload', { exact: true })
    .getByRole('button', { name: 'Choose files' })
    .click();
  await (await choosing).setFiles(files as never);
}

/** Gives files to the page as a drag or a paste would. */
export function give(page: Page, type: string, files: readonly Picture[]): Promise<void> {
  return page.evaluate(
    ([event, list]) => {
      const data = new DataTransfer();
      for (const { name, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        data.items.add(new File([bytes], name, { type: 'image/jpeg' }));
      }
      const init = { bubbles: true, cancelable: true };
      const made =
        event === 'paste'
          ? new ClipboardEvent(event, { ...init, clipboardData: data })
          : new DragEvent(event, { ...init, dataTransfer: data });
      document.body.dispatchEvent(made);
    },
    [type, files.map(({ name, buffer }) => ({ name, base64: buffer.toString('base64') }))] as const,
  );
}

export { expect };
