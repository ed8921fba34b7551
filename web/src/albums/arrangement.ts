/** Where files were moved to within a list. */
export interface Move {
  /** The list with the files at their new places. */
  readonly ids: readonly string[];
  /** The files that moved, in their order. */
  readonly moved: readonly string[];
  /** The file that they are before now; undefined at the end. */
  readonly before: string | undefined;
}

/**
 * Moves files together before the one at `index` of the list as it was; `ids.length` is the end. Returns null if that
 * changes nothing.
 */
export function moveBefore(
  ids: readonly string[],
  chosen: ReadonlySet<string>,
  index: number,
): Move | null {
  const moved = ids.filter((id) => chosen.has(id));
  const before = ids.slice(index).find((id) => !chosen.has(id));
  const rest = ids.filter((id) => !chosen.has(id));
  const at = before === undefined ? rest.length : rest.indexOf(before);
  const result = [...rest.slice(0, at), ...moved, ...rest.slice(at)];
  if (moved.length === 0 || result.every((id, i) => id === ids[i])) return null;
  return { ids: result, moved, before };
}

export type Step = 'start' | 'before' | 'after' | 'end';

/** Moves files by one place, counted from the first or the last of them, or to one of the ends. */
export function moveStep(
  ids: readonly string[],
  chosen: ReadonlySet<string>,
  step: Step,
): Move | null {
  const first = ids.findIndex((id) => chosen.has(id));
  const last = ids.findLastIndex((id) => chosen.has(id));
  if (first < 0) return null;
  const index = { start: 0, before: Math.max(first - 1, 0), after: last + 2, end: ids.length };
  return moveBefore(ids, chosen, Math.min(index[step], ids.length));
}
