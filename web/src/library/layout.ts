import { firstIdOfDay } from './day';

/** One line of the grid: the heading of a day, or pictures side by side. */
export interface Row {
  /** Pictures `from` up to `to`; a heading has those of its whole day. */
  readonly from: number;
  readonly to: number;
  readonly height: number;
  readonly heading: boolean;
}

export interface GridShape {
  readonly width: number;
  /** What rows come close to. */
  readonly rowHeight: number;
  readonly gap: number;
  readonly headingHeight: number;
}

interface Shaped {
  readonly id: string;
  readonly aspect: number;
}

/** Of a file that is still being processed. */
export const UNKNOWN_ASPECT = 1;
/** Panoramas and ribbons are cropped to these, or a row would be a hair or a wall. */
const LEAST_ASPECT = 0.45;
const GREATEST_ASPECT = 3.2;
/** A row that is not full grows no further than this. */
const MOST_GROWTH = 1.35;

export function shownAspect(aspect: number): number {
  return Math.min(Math.max(aspect || UNKNOWN_ASPECT, LEAST_ASPECT), GREATEST_ASPECT);
}

/** The height at which pictures fill the width exactly. */
function fullHeight(aspects: number, count: number, shape: GridShape): number {
  return (shape.width - shape.gap * (count - 1)) / aspects;
}

/** Breaks the pictures of one day into justified rows. */
function dayRows(items: readonly Shaped[], from: number, to: number, shape: GridShape, rows: Row[]): void {
  let start = from;
  let aspects = 0;
  for (let i = from; i < to; i++) {
    const aspect = shownAspect((items[i] as Shaped).aspect);
    const count = i - start + 1;
    const before = count > 1 ? fullHeight(aspects, count - 1, shape) : Number.POSITIVE_INFINITY;
    const after = fullHeight(aspects + aspect, count, shape);
    aspects += aspect;
    if (after > shape.rowHeight) continue;
    // Whichever of the two heights is nearer to the wanted one, by ratio.
    const breakBefore = before / shape.rowHeight < shape.rowHeight / after;
    const end = breakBefore ? i : i + 1;
    rows.push({ from: start, to: end, height: breakBefore ? before : after, heading: false });
    start = end;
    aspects = breakBefore ? aspect : 0;
  }
  if (start === to) return;
  const height = Math.min(fullHeight(aspects, to - start, shape), shape.rowHeight * MOST_GROWTH);
  const isFull = height < shape.rowHeight * MOST_GROWTH;
  rows.push({ from: start, to, height: isFull ? height : shape.rowHeight, heading: false });
}

/** The whole library as rows, grouped by day. */
export function layOut(items: readonly Shaped[], shape: GridShape): Row[] {
  const rows: Row[] = [];
  if (shape.width <= 0) return rows;
  for (let from = 0; from < items.length; ) {
    const first = firstIdOfDay((items[from] as Shaped).id);
    let to = from + 1;
    while (to < items.length && (items[to] as Shaped).id >= first) to++;
    rows.push({ from, to, height: shape.headingHeight, heading: true });
    dayRows(items, from, to, shape, rows);
    from = to;
  }
  return rows;
}

/** Width of a picture in its row; the widths of a full row add up to the grid's. */
export function widthIn(row: Row, aspect: number): number {
  return shownAspect(aspect) * row.height;
}
