import { sourceOf } from '../library/query';
import type { Source } from '../library/source';
import { type Bounds, boundsText } from './bounds';

/** Stands for a dot in an address, because what has one is taken for a file; no place has it in its name. */
const DOT = '~';
const withoutDots = (text: string) => text.replaceAll('.', DOT);

/** Before the bounds in an address; no place is called so. */
const AREA = /^@(-?[\d.]+(?:,-?[\d.]+){3})$/;

/** Returns the name of the place in the address, of which the router has decoded all but "/" and the like. */
export function placeIn(params: Readonly<Record<string, string | undefined>>): string {
  const { place = '' } = params;
  try {
    return decodeURIComponent(place).replaceAll(DOT, '.');
  } catch {
    return place;
  }
}

/** Returns the bounds in the address of an area; undefined where a place is named. */
export const areaIn = (place: string): string | undefined => AREA.exec(place)?.[1];

/** Returns the address of a place: of a town by its whole name, or of a region or country. */
export const placeAddress = (place: string): string =>
  `/places/${encodeURIComponent(withoutDots(place))}`;

/** Returns the address of the photos within bounds. */
export const areaAddress = (bounds: Bounds): string =>
  `/places/@${withoutDots(boundsText(bounds))}`;

/** Returns the pictures of a place or an area, the latest first, and the address of that list. */
export function picturesOf(params: Readonly<Record<string, string | undefined>>): {
  source: Source;
  base: string;
} {
  const place = placeIn(params);
  const bounds = areaIn(place);
  const query = { kind: 'image', sort: 'date' } as const;
  if (bounds === undefined) {
    return { source: sourceOf({ ...query, place }), base: placeAddress(place) };
  }
  return { source: sourceOf({ ...query, bounds }), base: `/places/@${withoutDots(bounds)}` };
}
