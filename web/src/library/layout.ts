import { firstIdOfDay } from './day';

/** One line of the grid: the heading of a day, or a row of pictures. */
export interface Row {
  /** The row has pictures `from` to `to` (exclusive); a heading has those of its whole day. */
  readonly from: number;
  readonly to: number;
  /** Distance from the top of the grid. */
  readonly top: number;
  readonly height: number;
  readonly heading: boolean;
}

export interface GridShape {
  readonly width: number;
  /** The height that rows come close to. */
  readonly rowHeight: number;
  readonly gap: number;
  readonly headingHeight: number;
}

interface Shaped {
  readonly id: string;
  readonly aspect: number;
}

/** The aspect of a file that is still being processed. */
export const UNKNOWN_ASPECT = 1;
/** Extreme panoramas are cropped to these aspects; otherwise a row would be far too flat or too tall. */
const MIN_ASPECT = 0.45;
const MAX_ASPECT = 3.2;
/** A row that is not full grows by this factor at most. */
const MAX_GROWTH = 1.35;

export function shownAspect(aspect: number): number {
  return Math.min(Math.max(aspect || UNKNOWN_ASPECT, MIN_ASPECT), MAX_ASPECT);
}

/** Returns the height at which pictures fill the width exactly. */
function fullHeight(aspects: number, count: number, shape: GridShape): number {
  return (shape.width - shape.gap * (count - 1)) / aspects;
}

class Rows {
  readonly all: Row[] = [];
  #top = 0;

  constructor(readonly shape: GridShape) {}

  add(from: number, to: number, height: number, heading = false): void {
    this.all.push({ from, to, top: this.#top, height, heading });
    this.#top += height + this.shape.gap;
  }
}

/** Breaks the pictures of one day into justified rows. */
function addDay(items: readonly Shaped[], from: number, to: number, rows: Rows): void {
  const { shape } = rows;
  let start = from;
  let aspects = 0;
  for (let i = from; i < to; i++) {
    const aspect = shownAspect((items[i] as Shaped).aspect);
    const count = i - start + 1;
    const before = count > 1 ? fullHeight(aspects, count - 1, shape) : Number.POSITIVE_INFINITY;
    const after = fullHeight(aspects + aspect, count, shape);
    aspects += aspect;
    if (after > shape.rowHeight) continue;
    // Take whichever of the two heights is nearer to the wanted one, by ratio.
    const breakBefore = before / shape.rowHeight < shape.rowHeight / after;
    const end = breakBefore ? i : i + 1;
    rows.add(start, end, breakBefore ? before : after);
    start = end;
    aspects = breakBefore ? aspect : 0;
  }
  if (start === to) return;
  const height = Math.min(fullHeight(aspects, to - start, shape), shape.rowHeight * MAX_GROWTH);
  const isFull = height < shape.rowHeight * MAX_GROWTH;
  rows.add(start, to, isFull ? height : shape.rowHeight);
}

/** Lays the whole library out in rows, grouped by day. */
export function layOut(items: readonly Shaped[], shape: GridShape): readonly Row[] {
  const rows = new Rows(shape);
  if (shape.width <= 0) return rows.all;
  for (let from = 0; from < items.length; ) {
    const first = firstIdOfDay((items[from] as Shaped).id);
    let to = from + 1;
    while (to < items.length && (items[to] as Shaped).id >= first) to++;
    rows.add(from, to, shape.headingHeight, true);
    addDay(items, from, to, rows);
    from = to;
  }
  return rows.all;
}

/** Returns the index of the row at distance `y` from the top of the grid. */
export function rowAt(rows: readonly Row[], y: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows[middle] as Row).top <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Returns the index of the row that has picture `index`. */
export function rowOf(rows: readonly Row[], index: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows[middle] as Row).from <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Returns the width of a picture in its row; the widths of a full row add up to the grid's. */
export function widthIn(row: Row, aspect: number): number {
  return shownAspect(aspect) * row.height;
}
