import type { File } from '../api/client';

/** The longer side of `small`, in pixels. */
const SMALL_PX = 256;
/** A thumbnail that is enlarged by more than this factor looks soft. */
const MAX_ENLARGED = 1.5;

/**
 * Returns the thumbnail for a place of that many device pixels. `medium` is missing where the drive made a file ready
 * before it made such pictures; `large` would cost a grid too much memory.
 */
export function thumbnailFor(
  { thumbnails }: Pick<File, 'thumbnails'>,
  devicePixels: number,
): string | undefined {
  const { small, medium } = thumbnails ?? {};
  return devicePixels > SMALL_PX * MAX_ENLARGED ? (medium ?? small) : small;
}
