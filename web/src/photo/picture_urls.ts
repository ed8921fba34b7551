import type { File } from '../api/client';
import { thumbnailFor } from '../library/thumbnail';
import type { Size } from './zoom';

/** Types that every browser shows; other originals have a rendition named display. */
const SHOWN_EVERYWHERE: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
]);
/** The longer side of a usual tile of the grid. */
const TILE_PX = 330;
const UNKNOWN_SIZE: Size = { width: 1440, height: 1080 };

export interface PictureUrls {
  /** What a grid has most likely loaded. */
  small: string | undefined;
  large: string | undefined;
  /** URL of the picture with all its pixels. */
  full: string | undefined;
}

export function urlsOf(file: File): PictureUrls {
  const original = SHOWN_EVERYWHERE.has(file.contentType) ? file.fileUrl : undefined;
  const full = file.renditions?.find((rendition) => rendition.name === 'display')?.url ?? original;
  const { large } = file.thumbnails ?? {};
  const small = thumbnailFor(file, TILE_PX * devicePixelRatio);
  // Thumbnails do not move.
  const animated = (file.frames ?? 1) > 1 && original !== undefined;
  const failed = file.status === 'failed';
  return { small, large: animated ? original : large, full: failed ? undefined : full };
}

export function pixelsOf(file: File): Size {
  return file.width && file.height ? { width: file.width, height: file.height } : UNKNOWN_SIZE;
}
