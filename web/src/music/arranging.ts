/** Returns the list with one entry at another place. */
export function movedTo<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const rest = list.filter((_, i) => i !== from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}

/** Returns the songs in the order of these ids; songs that are not among them come last. */
export function arrangedAs<Song extends { readonly id: string }>(
  songs: readonly Song[],
  ids: readonly string[],
): readonly Song[] {
  const places = new Map(ids.map((id, i) => [id, i]));
  const placeOf = ({ id }: Song) => places.get(id) ?? ids.length;
  return [...songs].sort((a, b) => placeOf(a) - placeOf(b));
}
