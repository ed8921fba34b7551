export interface LyricLine {
  /** Seconds from the beginning; absent in lyrics without time stamps. */
  readonly at?: number;
  readonly text: string;
}

export interface Lyrics {
  /** Every line has its time. */
  readonly timed: boolean;
  readonly lines: readonly LyricLine[];
}

const STAMP = /\[(\d{1,3}):(\d{1,2}(?:[.:]\d{1,3})?)\]/g;
const OFFSET = /^\[offset:\s*([+-]?\d+)\]/im;
/** Other things that LRC files say about themselves: [ar:...], [length:...]. */
const FACT = /^\[[a-z#]+:.*\]$/i;
/** Stamps of single words, which some files have inside of their lines. */
const WORD_STAMP = /<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>/g;

/** Reads lyrics as files have them: plain text, or lines with the time stamps of LRC. */
export function parseLyrics(source: string): Lyrics {
  const rows = source.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  // A positive offset makes the lines appear sooner.
  const offset = Number(OFFSET.exec(source)?.[1] ?? 0) / 1000;
  const timed: { at: number; text: string }[] = [];
  for (const row of rows) {
    const stamps = [...row.matchAll(STAMP)];
    const text = row.replace(STAMP, '').replace(WORD_STAMP, '').trim();
    for (const [, minutes, seconds] of stamps) {
      const at = Number(minutes) * 60 + Number((seconds as string).replace(':', '.')) - offset;
      timed.push({ at: Math.max(at, 0), text });
    }
  }
  if (timed.length > 0) return { timed: true, lines: timed.sort((a, b) => a.at - b.at) };
  const lines = rows.map((row) => row.trim()).filter((row) => !FACT.test(row));
  return { timed: false, lines: lines.map((text) => ({ text })) };
}

/** Returns the index of the last entry that has begun at this time, or -1 before the first one. */
export function indexAt(starts: readonly number[], time: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
