/** Covers that are drawn have one of so many hues, far enough apart to tell neighbours. */
const HUES = 24;
const MAX_INITIALS = 2;

/** Returns the hue of a name in degrees: always the same for the same name. */
export function hueOf(name: string): number {
  // FNV-1a, which spreads similar names well.
  let hash = 0x811c9dc5;
  for (const char of name.toLowerCase()) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return ((hash >>> 8) % HUES) * (360 / HUES);
}

/** Returns the first letters of the first words, without an article: "The White Album" has "WA". */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const [first = '', ...rest] = words;
  const shown = rest.length > 0 && /^(the|an?)$/i.test(first) ? rest : words;
  return shown
    .slice(0, MAX_INITIALS)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
}
