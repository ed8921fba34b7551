import type { File } from '../api/client';

const pixels = ({ width = 0, height = 0 }: File): number => width * height;

/** Returns the file that has the most of a picture: pixels, then bytes; undefined if no other has less. */
export function largestOf(files: readonly File[]): File | undefined {
  const sorted = [...files].sort((a, b) => pixels(b) - pixels(a) || b.size - a.size);
  const [first, second] = sorted;
  if (!first || !second) return;
  return pixels(first) === pixels(second) && first.size === second.size ? undefined : first;
}

/** Returns the groups without files that are gone; one file alone is no group. */
export function withoutFiles(
  groups: readonly (readonly string[])[],
  gone: ReadonlySet<string>,
): readonly (readonly string[])[] {
  return groups
    .map((group) => group.filter((id) => !gone.has(id)))
    .filter((group) => group.length > 1);
}
