const WINDOW_MS = 5000;

/** Measures how fast bytes were sent in the last seconds. */
export class RateMeter {
  #marks: { at: number; bytes: number }[] = [];

  /** `bytes` is the number of bytes that were sent since the beginning. */
  mark(bytes: number, at: number): void {
    const last = this.#marks.at(-1);
    // The number falls when a file begins anew.
    if (last && bytes < last.bytes) this.#marks = [];
    this.#marks.push({ at, bytes });
    while ((this.#marks[0]?.at ?? at) < at - WINDOW_MS) this.#marks.shift();
  }

  /** Returns bytes per second, or 0 if nothing was sent. */
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
