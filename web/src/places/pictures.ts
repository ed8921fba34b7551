import { sourceOf } from '../library/query';
import type { Source } from '../library/source';

/** Returns the name of the place in the address, of which the router has decoded all but "/" and the like. */
export function placeIn(params: Readonly<Record<string, string | undefined>>): string {
  const { place = '' } = params;
  try {
    return decodeURIComponent(place);
  } catch {
    return place;
  }
}

/** Returns the address of a place: of a town by its whole name, or of a region or country. */
export const placeAddress = (place: string): string => `/places/${encodeURIComponent(place)}`;

/** Returns the pictures of a place, the latest first, and the address of that list. */
export function picturesOf(params: Readonly<Record<string, string | undefined>>): {
  source: Source;
  base: string;
} {
  const place = placeIn(params);
  return { source: sourceOf({ kind: 'image', sort: 'date', place }), base: placeAddress(place) };
}
