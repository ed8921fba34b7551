const WINDOW_MS = 5000;

/** How fast bytes have gone lately. */
export class RateMeter {
  #marks: { at: number; bytes: number }[] = [];

  /** `bytes`: how many have gone since the beginning. */
  mark(bytes: number, at: number): void {
    const last = this.#marks.at(-1);
    // A file that begins anew takes its bytes back.
    if (last && bytes < last.bytes) this.#marks = [];
    this.#marks.push({ at, bytes });
    while ((this.#marks[0]?.at ?? at) < at - WINDOW_MS) this.#marks.shift();
  }

  /** Bytes per second; 0 when nothing has gone. */
  rate(): number {
    const [first] = this.#marks;
    const last = this.#marks.at(-1);
    if (!first || !last || last.at <= first.at) return 0;
    return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
  }

  reset(): void {
    this.#marks = [];
  }
}
