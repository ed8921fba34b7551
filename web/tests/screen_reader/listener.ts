import type { Page } from '@playwright/test';
import { expect } from '../fixtures';
import type { Desktop } from './desktop';

const HEARD_MS = 15_000;
/** So long a place may take to be named; some are not. */
const NAMED_MS = 8000;
/** Speech has ended when nothing came for so long. */
const QUIET_MS = 500;
const LOOK_MS = 50;
const MOST_STOPS = 60;
/** Orca says which key was pressed before it says where that led. */
const KEYS = /^(tab|return|space|escape|left shift|right shift|left control|question|[a-z0-9])$/i;

/** A user who hears the page and has only its keyboard. */
export class Listener {
  #from = 0;

  constructor(
    readonly page: Page,
    private readonly desktop: Desktop,
  ) {}

  /** What was spoken since the last keys. */
  get heard(): string {
    const said = this.desktop.speech.said.slice(this.#from);
    return said
      .filter((text) => !KEYS.test(text))
      .join(' ')
      .replace(/\s+/g, ' ');
  }

  /** What follows is heard from here on. */
  listen(): void {
    this.#from = this.desktop.speech.said.length;
  }

  press(...keys: string[]): void {
    this.listen();
    this.desktop.press(...keys);
  }

  type(text: string): void {
    this.listen();
    this.desktop.type(text);
  }

  /** Waits until all of this was spoken since the last keys, in any order. */
  async hears(...patterns: RegExp[]): Promise<void> {
    for (const pattern of patterns) {
      await expect.poll(() => this.heard, { timeout: HEARD_MS }).toMatch(pattern);
    }
    await this.#silence();
  }

  /** Presses a key until it leads to a place that is named so. */
  async goTo(pattern: RegExp, key = 'Tab'): Promise<void> {
    await this.#silence();
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      this.press(key);
      const deadline = Date.now() + NAMED_MS;
      while (this.heard === '' && Date.now() < deadline) await this.page.waitForTimeout(LOOK_MS);
      await this.#silence();
      if (pattern.test(this.heard)) return;
    }
    throw new Error(`${key} does not lead to ${pattern}; the last was: ${this.heard}`);
  }

  async #silence(): Promise<void> {
    const { said } = this.desktop.speech;
    for (let before = -1; before !== said.length; ) {
      before = said.length;
      await this.page.waitForTimeout(QUIET_MS);
    }
  }
}
