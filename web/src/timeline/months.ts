import type { Item } from '../library/source';
import type { Layout } from './layout';

/** A month of the timeline. */
export interface Month {
  /** As 2019-07. */
  readonly month: string;
  /** The place of its first picture in the list. */
  readonly from: number;
  readonly count: number;
  /** Distance from the top of the grid. */
  readonly top: number;
}

/** Returns the months of a layout that is grouped by day, in its order. */
export function monthsOf({ items, rows }: Layout<Item>): readonly Month[] {
  const months: { month: string; from: number; count: number; top: number }[] = [];
  for (const { heading, from, to, top } of rows) {
    if (!heading) continue;
    const month = (items[from] as Item).date.slice(0, 7);
    const last = months.at(-1);
    if (last?.month === month) last.count += to - from;
    else months.push({ month, from, count: to - from, top });
  }
  return months;
}

/** Returns the place of the month at distance `y` from the top of the grid. */
export function monthAt(months: readonly Month[], y: number): number {
  const next = months.findIndex(({ top }) => top > y);
  return next < 0 ? months.length - 1 : Math.max(next - 1, 0);
}

const yearOf = ({ month }: Month): string => month.slice(0, 4);

/** Returns where a key leads from the month at `at`, or null for keys that lead nowhere. */
export function monthByKey(key: string, months: readonly Month[], at: number): number | null {
  const bound = (i: number) => Math.min(Math.max(i, 0), months.length - 1);
  const year = yearOf(months[at] as Month);
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return bound(at + 1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return bound(at - 1);
    case 'PageDown': {
      const next = months.findIndex((month, i) => i > at && yearOf(month) !== year);
      return next < 0 ? months.length - 1 : next;
    }
    case 'PageUp': {
      // To the top of this year first, then to the one above.
      const first = months.findIndex((month) => yearOf(month) === year);
      if (first < at) return first;
      const above = months[at - 1];
      return above ? months.findIndex((month) => yearOf(month) === yearOf(above)) : 0;
    }
    case 'Home':
      return 0;
    case 'End':
      return months.length - 1;
    default:
      return null;
  }
}

/** A mark on the scrubber: a year with its number, or a month as a dot. */
export interface Mark {
  /** Distance from the top of the scrubber, in pixels. */
  readonly y: number;
  /** The year; undefined for a dot. */
  readonly year: string | undefined;
}

const YEAR_PX = 26;
const DOT_PX = 9;

/** Returns the marks of a scrubber of that height; `reach` is the distance that the page can scroll. */
export function marksFor(months: readonly Month[], reach: number, height: number): Mark[] {
  const marks: Mark[] = [];
  let labelled = '';
  let lastYear = Number.NEGATIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const month of months) {
    const y = Math.min(month.top / reach, 1) * height;
    if (yearOf(month) !== labelled && y - lastYear >= YEAR_PX) {
      // A dot right above a year would touch its digits.
      if (y - last < YEAR_PX / 2 && marks.at(-1)?.year === undefined) marks.pop();
      labelled = yearOf(month);
      lastYear = y;
      last = y + YEAR_PX / 2 - DOT_PX;
      marks.push({ y, year: labelled });
    } else if (y - last >= DOT_PX && y - lastYear >= YEAR_PX / 2) {
      last = y;
      marks.push({ y, year: undefined });
    }
  }
  return marks;
}
