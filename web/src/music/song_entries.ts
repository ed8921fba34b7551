/** A line of a list of songs: a song, or the heading above some. */
export type SongEntry =
  | { readonly kind: 'song'; readonly id: string; readonly index: number }
  | { readonly kind: 'heading'; readonly text: string };

/** Puts the headings before the songs at whose index they are. */
export function entriesOf(
  songs: readonly { readonly id: string }[],
  headings: ReadonlyMap<number, string> = new Map(),
): readonly SongEntry[] {
  const entries: SongEntry[] = [];
  songs.forEach(({ id }, index) => {
    const text = headings.get(index);
    if (text !== undefined) entries.push({ kind: 'heading', text });
    entries.push({ kind: 'song', id, index });
  });
  return entries;
}

interface Track {
  readonly tags?: { readonly disc?: number };
}

/** Returns where discs begin, with their numbers; nothing when all tracks are on one disc. */
export function discsOf(tracks: readonly Track[]): ReadonlyMap<number, number> {
  const begins = new Map<number, number>();
  tracks.forEach(({ tags }, index) => {
    const disc = tags?.disc ?? 1;
    if (index === 0 || disc !== (tracks[index - 1]?.tags?.disc ?? 1)) begins.set(index, disc);
  });
  return begins.size > 1 ? begins : new Map();
}
