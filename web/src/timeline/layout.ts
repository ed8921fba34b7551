import { dayOf } from '../library/day';

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
  /** The height of the heading of each day; 0 if the pictures are not grouped by day. */
  readonly headingHeight: number;
}

interface Shaped {
  /** As Item.date. */
  readonly date: string;
  readonly aspect: number;
}

/** Where each picture of a list is. */
export interface Layout<Picture extends Shaped = Shaped> {
  readonly items: readonly Picture[];
  readonly shape: GridShape;
  readonly rows: readonly Row[];
  readonly height: number;
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
  constructor(
    readonly shape: GridShape,
    readonly all: Row[],
  ) {}

  get top(): number {
    const last = this.all.at(-1);
    return last ? last.top + last.height + this.shape.gap : 0;
  }

  add(from: number, to: number, height: number, heading = false): void {
    this.all.push({ from, to, top: this.top, height, heading });
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

/** Returns how many pictures at the beginning of the two lists take the same room. */
function sameAtStart(a: readonly Shaped[], b: readonly Shaped[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [one, other] = [a[i] as Shaped, b[i] as Shaped];
    if (one !== other && (one.aspect !== other.aspect || one.date !== other.date)) return i;
  }
  return length;
}

/** Returns the rows of the earlier layout that stay, whatever follows the pictures that have not changed. */
function rowsThatStay(before: Layout, items: readonly Shaped[]): readonly Row[] {
  const same = sameAtStart(before.items, items);
  // The picture behind a row decides where the row ends.
  const end = before.rows.findIndex((row) => row.to >= same);
  return before.rows.slice(0, Math.max(end, 0));
}

/**
 * Lays pictures out in rows, by day if the shape has headings. What was at the beginning of `before` and has not
 * changed is not laid out again: a library comes in parts, each longer than the one before.
 */
export function layOut<Picture extends Shaped>(
  items: readonly Picture[],
  shape: GridShape,
  before?: Layout,
): Layout<Picture> {
  if (shape.width <= 0) return { items, shape, rows: [], height: 0 };
  const rows = new Rows(shape, before?.shape === shape ? [...rowsThatStay(before, items)] : []);
  const isGrouped = shape.headingHeight > 0;
  for (let from = rows.all.at(-1)?.to ?? 0; from < items.length; ) {
    let to = items.length;
    if (isGrouped) {
      const day = dayOf((items[from] as Shaped).date);
      to = from + 1;
      while (to < items.length && (items[to] as Shaped).date.startsWith(day)) to++;
      rows.add(from, to, shape.headingHeight, true);
    }
    addDay(items, from, to, rows);
    from = to;
  }
  return { items, shape, rows: rows.all, height: Math.max(rows.top - shape.gap, 0) };
}

/** Returns the last row for which `isBefore` holds, if that holds for all rows up to it and for none behind it. */
function lastRow(rows: readonly Row[], isBefore: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isBefore(rows[middle] as Row)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Returns the index of the row at distance `y` from the top of the grid. */
export function rowAt(rows: readonly Row[], y: number): number {
  return lastRow(rows, (row) => row.top <= y);
}

/** Returns the index of the row that has picture `index`. */
export function rowOf(rows: readonly Row[], index: number): number {
  return lastRow(rows, (row) => row.from <= index);
}

/** Returns the width of a picture in its row; the widths of a full row add up to the grid's. */
export function widthIn(row: Row, aspect: number): number {
  return shownAspect(aspect) * row.height;
}

/** Returns the distance of a picture from the left side of the grid. */
export function leftOf({ items, shape }: Layout, row: Row, index: number): number {
  let left = 0;
  for (let i = row.from; i < index; i++) {
    left += widthIn(row, (items[i] as Shaped).aspect) + shape.gap;
  }
  return left;
}
