import type { Locator, Page } from '@playwright/test';
import { expect, section } from '../fixtures';
import type { RealLibrary } from '../real_library';
import type { File, User } from '../user';

const PHONE_PX = 640;
const LONG_PRESS_MS = 700;
const SCROLLS = 200;
/** What the bar at the bottom of phones calls the sections that it has. */
const IN_BAR: Readonly<Record<string, string>> = {
  'Photos/All photos': 'Photos',
  'Photos/Albums': 'Albums',
  'Music/Home': 'Music',
};

interface Parts {
  readonly page: Page;
  readonly user: User;
  readonly library: RealLibrary;
  /** The records of all files, by their names. */
  readonly files: ReadonlyMap<string, File>;
  /** Fingers instead of a mouse. */
  readonly touch: boolean;
  /** Keeps what the page looks like, and has axe look for barriers. */
  look(name: string): Promise<void>;
}

/** Somebody at a drive that has a library, in a window of some size, with a mouse or with fingers. */
export class Visitor {
  readonly page: Page;

  constructor(readonly parts: Parts) {
    this.page = parts.page;
  }

  get isPhone(): boolean {
    return (this.page.viewportSize()?.width ?? 0) < PHONE_PX;
  }

  press(what: Locator): Promise<void> {
    return this.parts.touch ? what.tap() : what.click();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  idsOf(names: readonly string[]): string[] {
    return names.map((name) => this.parts.files.get(name)?.fileId ?? `no file ${name}`);
  }

  async goTo(group: 'Photos' | 'Music', name: string): Promise<void> {
    if (!this.isPhone) return this.press(section(this.page, group, name));
    const bar = this.page.getByRole('navigation', { name: 'Library' });
    const inBar = IN_BAR[`${group}/${name}`];
    if (inBar) return this.press(bar.getByRole('link', { name: inBar, exact: true }));
    await this.press(bar.getByRole('button', { name: 'More' }));
    const sheet = this.page
      .getByRole('dialog', { name: 'More' })
      .getByRole('group', { name: group });
    await this.press(sheet.getByRole('link', { name, exact: true }));
  }

  /** Scrolls down until it exists and is in the window. */
  async find(what: Locator): Promise<Locator> {
    for (let tries = 0; (await what.count()) === 0 && tries < SCROLLS; tries++) {
      await this.page.evaluate(() => scrollBy({ top: innerHeight * 0.7, behavior: 'instant' }));
      await this.page.waitForTimeout(50);
    }
    // Bars cover the edges of the window.
    await what.evaluate((element) =>
      element.scrollIntoView({ block: 'center', behavior: 'instant' }),
    );
    return what;
  }

  /** Selects the pictures of a grid from one place to another, as fingers or a mouse do it. */
  async selectRange(from: number, to: number): Promise<void> {
    const tile = (at: number) => this.find(this.page.locator(`.tile[data-index="${at}"]`));
    await this.page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    const first = await tile(from);
    if (this.parts.touch) await this.#hold(first);
    else {
      await first.hover();
      await first.getByRole('checkbox').click();
    }
    if (to > from) {
      const last = await tile(to);
      if (this.parts.touch) await this.#hold(last);
      else await last.click({ modifiers: ['Shift'] });
    }
    await expect(this.selected(to - from + 1)).toBeVisible();
  }

  selected(count: number): Locator {
    const bar = this.page.getByRole('toolbar', { name: 'Selection' });
    return bar.getByText(`${count.toLocaleString('en')} selected`, { exact: true });
  }

  /** Presses a button of the selection, or the entry of its menu where there is no room for the button. */
  async doWithSelection(action: string): Promise<void> {
    const bar = this.page.getByRole('toolbar', { name: 'Selection' });
    const button = bar.getByRole('button', { name: action, exact: true });
    if (await button.isVisible()) return this.press(button);
    await this.press(bar.getByRole('button', { name: 'More', exact: true }));
    await this.press(this.page.getByRole('menuitem', { name: action, exact: true }));
  }

  /** Returns the ids of the pictures that the page has rendered, in their order. */
  shown(): Promise<string[]> {
    return this.page.locator('.photo-grid .tile').evaluateAll((tiles) =>
      tiles
        .map((tile) => (tile as HTMLElement).dataset)
        .sort((a, b) => Number(a.index) - Number(b.index))
        .map(({ id = '' }) => id),
    );
  }

  async expectNoSidewaysScroll(): Promise<void> {
    const over = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over, 'the page scrolls sideways').toBeLessThanOrEqual(0);
  }

  async #hold(what: Locator): Promise<void> {
    const at = await what.boundingBox();
    if (!at) throw new Error('nothing to hold');
    const position = { x: at.width / 2, y: at.height * 0.7 };
    // Waits until it stands still there and nothing lies above it.
    await what.tap({ position, trial: true });
    const box = await what.boundingBox();
    if (!box) throw new Error('nothing to hold');
    const client = await this.page.context().newCDPSession(this.page);
    const touch = (type: 'touchStart' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', [{ x: box.x + position.x, y: box.y + position.y }]);
    await this.page.waitForTimeout(LONG_PRESS_MS);
    await touch('touchEnd', []);
    await client.detach();
  }
}
