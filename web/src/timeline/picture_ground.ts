import type { File } from '../api/client';

/** The third byte of a ThumbHash has this bit if the picture has transparent parts. */
const ALPHA_BIT = 0x80;

/** Returns whether a picture with that ThumbHash has transparent parts. */
export function isTransparent(hash: string | undefined): boolean {
  return hash !== undefined && (atob(hash).charCodeAt(2) & ALPHA_BIT) !== 0;
}

/** Pictures that would be enlarged more than this lie in the middle of their tiles instead. */
const MAX_ENLARGED = 2.5;
/** Even a single pixel is shown so large. */
const MIN_SHOWN_PX = 32;

/** Returns the size at which a tile shows a picture that is too small for it; null for all others. */
export function shownSize(
  { width, height }: Pick<File, 'width' | 'height'>,
  tileWidth: number,
  tileHeight: number,
): [number, number] | null {
  if (!width || !height) return null;
  if (Math.max(tileWidth / width, tileHeight / height) <= MAX_ENLARGED) return null;
  const room = Math.min(tileWidth / width, tileHeight / height) * 0.6;
  const factor = Math.min(room, Math.max(1, MIN_SHOWN_PX / Math.max(width, height)));
  return [width * factor, height * factor];
}

/** Names the kind of a picture file in a few letters: "HEIC", "JPEG", "DNG". */
export function kindOf({ contentType }: Pick<File, 'contentType'>): string {
  const subtype = contentType.split('/')[1] ?? '';
  return (subtype.split('-').at(-1) ?? subtype).toUpperCase();
}
