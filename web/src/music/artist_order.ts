import type { File } from '../api/client';
import { locale } from '../messages/locale';

/** Returns what the column of artists shows of a song. */
export const artistShown = ({ tags }: File): string =>
  tags?.artist ?? tags?.artists?.[0] ?? tags?.albumArtist ?? '';

/**
 * Sorts songs by artist as people of the page's language do, those of one artist by album, disc and track. Songs
 * without an artist are last in both directions, as with the drive's own orders.
 */
export function inOrderOfArtists(files: readonly File[], descending: boolean): readonly File[] {
  const { compare } = new Intl.Collator(locale(), { numeric: true, sensitivity: 'base' });
  const withinArtist = (a: File, b: File) =>
    compare(a.tags?.album ?? '', b.tags?.album ?? '') ||
    (a.tags?.disc ?? 0) - (b.tags?.disc ?? 0) ||
    (a.tags?.track ?? 0) - (b.tags?.track ?? 0) ||
    compare(a.title ?? a.fileName, b.title ?? b.fileName);
  return files.toSorted((a, b) => {
    const [first, second] = [artistShown(a), artistShown(b)];
    if (!first || !second) return Number(!first) - Number(!second) || withinArtist(a, b);
    const order = compare(first, second);
    return (descending ? -order : order) || withinArtist(a, b);
  });
}
