import type { Bounds } from './bounds';
import { coordinatesAt, fromScreen, MAX_ZOOM, type Size, type View } from './mercator';

/** A part of the map that the drive is asked for. */
export interface MapWindow {
  /** The drive's grid has whole zooms. */
  readonly zoom: number;
  readonly bounds: Bounds;
}

/** A side of the world at zoom 0 in cells of the drive's grid. */
const CELLS = 4;
/** A window begins and ends at every so many cells: a map that is moved a little asks for the same window again. */
const STEP = 4;

/** Returns the whole cells that a view shows, and some around them. */
export function windowOf(view: View, size: Size): MapWindow {
  const zoom = Math.min(Math.max(Math.floor(view.zoom), 0), MAX_ZOOM);
  const steps = (CELLS * 2 ** zoom) / STEP;
  const first = fromScreen({ x: 0, y: 0 }, view, size);
  const last = fromScreen({ x: size.width, y: size.height }, view, size);
  const before = (part: number) => Math.max(Math.floor(part * steps), 0) / steps;
  const behind = (part: number) => Math.min(Math.ceil(part * steps), steps) / steps;
  const [west, north] = coordinatesAt({ x: before(first.x), y: before(first.y) });
  const [east, south] = coordinatesAt({ x: behind(last.x), y: behind(last.y) });
  return { zoom, bounds: [west, south, east, north] };
}
