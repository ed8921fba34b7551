import { type Layout, leftOf, type Row, rowAt, rowOf, widthIn } from './layout';

/** Where the focus is in the grid: on a picture, or on the heading of a day. */
export interface Place {
  readonly row: number;
  /** The place of the picture in the list; undefined on a heading. */
  readonly index: number | undefined;
}

export function placeOf({ rows }: Layout, index: number): Place {
  return { row: rowOf(rows, index), index };
}

function centreOf(layout: Layout, row: Row, index: number): number {
  return leftOf(layout, row, index) + widthIn(row, layout.items[index]?.aspect ?? 0) / 2;
}

/** Returns the place in a row that is nearest to the distance `x` from the left. */
function nearest(layout: Layout, at: number, x: number): Place {
  const row = layout.rows[at] as Row;
  if (row.heading) return { row: at, index: undefined };
  let best = row.from;
  let distance = Number.POSITIVE_INFINITY;
  for (let i = row.from; i < row.to; i++) {
    const away = Math.abs(centreOf(layout, row, i) - x);
    if (away >= distance) break;
    best = i;
    distance = away;
  }
  return { row: at, index: best };
}

/** Returns where a key leads, or null for keys that lead nowhere. `page` is the height of what is seen at once. */
export function move(key: string, from: Place, layout: Layout, page: number): Place | null {
  const { rows, items } = layout;
  const row = rows[from.row] as Row;
  const picture = (index: number) =>
    placeOf(layout, Math.min(Math.max(index, 0), items.length - 1));
  const x = from.index === undefined ? 0 : centreOf(layout, row, from.index);
  const bound = (at: number) => Math.min(Math.max(at, 0), rows.length - 1);
  const line = (at: number) => nearest(layout, bound(at), x);
  /** Headings are passed over when the eye jumps. */
  const pictures = (at: number) => line(rows[bound(at)]?.heading ? bound(at) + 1 : at);
  switch (key) {
    case 'ArrowRight':
      return picture(from.index === undefined ? row.from : from.index + 1);
    case 'ArrowLeft':
      return picture((from.index ?? row.from) - 1);
    case 'ArrowDown':
      return line(from.row + 1);
    case 'ArrowUp':
      return line(from.row - 1);
    case 'PageDown':
      return pictures(Math.max(rowAt(rows, row.top + page), from.row + 1));
    case 'PageUp':
      return pictures(Math.min(rowAt(rows, row.top - page), from.row - 1));
    case 'Home':
      return picture(0);
    case 'End':
      return picture(items.length - 1);
    default:
      return null;
  }
}
