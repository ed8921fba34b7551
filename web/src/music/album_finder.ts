import type { File } from '../api/client';
import type { Album } from './music_data';

/** Equal for the spellings that the drive takes for one: it ignores case and accents. */
const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

const VARIOUS_ARTISTS = 'Various Artists';

export type AlbumFinder = (file: File) => Album | undefined;

/** Returns a function that finds the album of a song. Songs name their album, but not its id. */
export function finderFor(albums: readonly Album[]): AlbumFinder {
  const byTitle = new Map<string, Album[]>();
  for (const album of albums) {
    const key = folded(album.title);
    byTitle.set(key, [...(byTitle.get(key) ?? []), album]);
  }
  return ({ tags }) => {
    if (!tags?.album) return;
    const found = byTitle.get(folded(tags.album)) ?? [];
    if (found.length <= 1) return found[0];
    const artist =
      tags.albumArtist ?? (tags.compilation ? VARIOUS_ARTISTS : (tags.artist ?? tags.artists?.[0]));
    return found.find((album) => folded(album.artist ?? '') === folded(artist ?? ''));
  };
}
