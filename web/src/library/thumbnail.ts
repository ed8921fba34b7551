import type { File } from '../api/client';

/** The longer side of `small`, in pixels. */
const SMALL_PX = 256;
/** So much may a thumbnail be enlarged before it looks soft. */
const MAX_ENLARGED = 1.5;

/**
 * The thumbnail for a place so many device pixels long. `medium` is there only where the drive's
 * AUDMG_RENDITIONS asks for it; `large` would cost a grid too much memory.
 */
export function thumbnailFor({ thumbnails }: File, devicePixels: number): string | undefined {
  const { small, medium } = thumbnails ?? {};
  return devicePixels > SMALL_PX * MAX_ENLARGED ? (medium ?? small) : small;
}
