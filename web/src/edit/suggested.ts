const MAX_SUGGESTIONS = 6;

const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** Returns the known values that fit what was typed: those that begin with it first, then the most frequent. */
export function suggested(
  known: readonly string[],
  typed: string,
  without: readonly string[],
): string[] {
  const wanted = folded(typed.trim());
  if (wanted === '') return [];
  const rank = (value: string) => {
    const text = folded(value);
    if (text === wanted) return -1;
    if (text.startsWith(wanted)) return 0;
    return text.includes(wanted) ? 1 : -1;
  };
  const fitting = known.filter((value) => rank(value) >= 0 && !without.includes(value));
  return [0, 1]
    .flatMap((each) => fitting.filter((value) => rank(value) === each))
    .slice(0, MAX_SUGGESTIONS);
}
