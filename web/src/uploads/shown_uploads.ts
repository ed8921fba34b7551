import { RateMeter } from './rate_meter';
import { totalsOf, type UploadItem } from './upload_item';

/** Changes are drawn together at this interval. */
const DRAW_MS = 100;

/** The uploads as React sees them: a list that is replaced a few times a second while something changes. */
export class ShownUploads {
  #items: readonly UploadItem[] = [];
  #listeners = new Set<() => void>();
  #drawing: ReturnType<typeof setTimeout> | undefined;
  #meter = new RateMeter();

  constructor(readonly current: () => readonly UploadItem[]) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly items = (): readonly UploadItem[] => this.#items;

  /** Returns bytes per second. */
  rate(): number {
    return this.#meter.rate();
  }

  /** Draws the list soon; further changes until then are drawn with it. */
  draw(): void {
    this.#drawing ??= setTimeout(() => {
      this.#drawing = undefined;
      this.#items = this.current();
      const totals = totalsOf(this.#items);
      if (totals.active > 0) this.#meter.mark(totals.sent, performance.now());
      else this.#meter.reset();
      for (const listener of this.#listeners) listener();
    }, DRAW_MS);
  }
}
