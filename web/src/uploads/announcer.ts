import { words } from '../messages/words';
import type { Totals } from './upload_item';

const STEP_PERCENT = 25;
/** Two announcements of progress are at least so far apart. */
const BETWEEN_MS = 4000;

/** Decides what is read out of the uploads: their beginning, every quarter, and how they ended. */
export class Announcer {
  /** How the list stood when the uploads began that are under way; null while there are none. */
  #start: Totals | null = null;
  #told = 0;
  #toldAt = 0;

  /** Returns what to read out now, or null. `now` is in milliseconds. */
  next(totals: Totals, now: number): string | null {
    if (!this.#start) return totals.active > 0 ? this.#begin(totals, now) : null;
    if (totals.active === 0 && totals.paused === 0) return this.#end(totals);
    // What was over before does not count again.
    const { sent } = this.#start;
    const percent = ((totals.sent - sent) * 100) / Math.max(totals.size - sent, 1);
    const reached = Math.min(Math.floor(percent / STEP_PERCENT) * STEP_PERCENT, 100 - STEP_PERCENT);
    if (reached <= this.#told || now - this.#toldAt < BETWEEN_MS) return null;
    this.#told = reached;
    this.#toldAt = now;
    return words.uploads.percent(reached);
  }

  #begin(totals: Totals, now: number): string {
    this.#start = totals;
    this.#told = 0;
    this.#toldAt = now;
    return words.uploads.begun(totals.count - totals.over - totals.interrupted);
  }

  #end(totals: Totals): string {
    const before = this.#start ?? totals;
    this.#start = null;
    const notAdded = totals.trouble - totals.interrupted - (before.trouble - before.interrupted);
    return words.uploads.ended(
      Math.max(0, totals.added - before.added),
      Math.max(0, totals.duplicates - before.duplicates),
      Math.max(0, notAdded),
    );
  }
}
