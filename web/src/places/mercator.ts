/** A point of the map: 0 to 1 from west to east, and from north to south (Web Mercator, EPSG:3857). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the map shows: its middle, and the zoom, at which the world is 256 * 2^zoom pixels wide. */
export interface View extends Point {
  readonly zoom: number;
}

const WORLD_PX = 256;
/** The outlines of countries are not fine enough to go closer. */
export const MAX_ZOOM = 8;
/** Points that are fitted into a map stay so far away from its edges. */
const MARGIN_PX = 56;
/** Nothing is shown closer than this unless somebody zooms in: a town alone would be a void. */
const MAX_FITTED_ZOOM = 6;
const MAX_LATITUDE = 85;

export function pointAt(latitude: number, longitude: number): Point {
  const bounded = Math.min(Math.max(latitude, -MAX_LATITUDE), MAX_LATITUDE);
  const angle = (bounded * Math.PI) / 180;
  return {
    x: longitude / 360 + 0.5,
    y: 0.5 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / (2 * Math.PI),
  };
}

/** Returns longitude and latitude of a point; the edges of the map are the poles. */
export function coordinatesAt({ x, y }: Point): readonly [longitude: number, latitude: number] {
  const longitude = (x - 0.5) * 360;
  if (y <= 0 || y >= 1) return [longitude, y <= 0 ? 90 : -90];
  return [longitude, (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI];
}

/** Returns how many pixels wide the world is. */
export const worldWidth = (zoom: number): number => WORLD_PX * 2 ** zoom;

export function toScreen(point: Point, view: View, size: Size): Point {
  const scale = worldWidth(view.zoom);
  return {
    x: (point.x - view.x) * scale + size.width / 2,
    y: (point.y - view.y) * scale + size.height / 2,
  };
}

export function fromScreen(pixel: Point, view: View, size: Size): Point {
  const scale = worldWidth(view.zoom);
  return {
    x: view.x + (pixel.x - size.width / 2) / scale,
    y: view.y + (pixel.y - size.height / 2) / scale,
  };
}

const between = (value: number, least: number, most: number) =>
  least > most ? (least + most) / 2 : Math.min(Math.max(value, least), most);

/** Returns the nearest view that shows nothing beyond the edges of the world. */
export function bounded(view: View, size: Size): View {
  const minZoom = Math.log2(Math.max(size.width, size.height, 1) / WORLD_PX);
  const zoom = between(view.zoom, Math.min(minZoom, MAX_ZOOM), MAX_ZOOM);
  const scale = worldWidth(zoom);
  const x = size.width / 2 / scale;
  const y = size.height / 2 / scale;
  return { x: between(view.x, x, 1 - x), y: between(view.y, y, 1 - y), zoom };
}

/** Moves the map by so many pixels, as a hand does that drags it. */
export function moved(view: View, dx: number, dy: number, size: Size): View {
  const scale = worldWidth(view.zoom);
  return bounded({ ...view, x: view.x - dx / scale, y: view.y - dy / scale }, size);
}

/** Zooms by so many steps, while what is at `pixel` stays there. */
export function zoomed(view: View, by: number, pixel: Point, size: Size): View {
  const { zoom } = bounded({ ...view, zoom: view.zoom + by }, size);
  const still = fromScreen(pixel, view, size);
  const scale = worldWidth(zoom);
  const x = still.x - (pixel.x - size.width / 2) / scale;
  const y = still.y - (pixel.y - size.height / 2) / scale;
  return bounded({ x, y, zoom }, size);
}

/** Returns the closest view that has all of these points; the whole world without any. */
export function fitted(points: readonly Point[], size: Size, maxZoom = MAX_FITTED_ZOOM): View {
  if (points.length === 0) return bounded({ x: 0.5, y: 0.4, zoom: 0 }, size);
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const room = (pixels: number) => Math.max(pixels - 2 * MARGIN_PX, 1);
  const scale = Math.min(
    room(size.width) / Math.max(right - left, 1e-9),
    room(size.height) / Math.max(bottom - top, 1e-9),
  );
  const zoom = Math.min(Math.log2(scale / WORLD_PX), maxZoom);
  return bounded({ x: (left + right) / 2, y: (top + bottom) / 2, zoom }, size);
}

/** Returns the view at a part of the way from one to another; 0 is the beginning. */
export function viewBetween(from: View, to: View, part: number): View {
  const mix = (a: number, b: number) => a + (b - a) * part;
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), zoom: mix(from.zoom, to.zoom) };
}
