/** The facts about an upload by which its file is recognised. */
export interface Candidate {
  readonly id: string;
  readonly batch: string;
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
  /** The upload has no bytes, or has failed; choosing its file again is another try. */
  readonly wantsFile: boolean;
}

export interface Chosen {
  /** Files of uploads that want them, by the upload's id. */
  readonly again: ReadonlyMap<string, File>;
  /** Number of files that were left out, because the list has them already. */
  readonly skipped: number;
  /** Files that the list does not know. */
  readonly fresh: readonly File[];
}

const keyOf = ({ name, size, lastModified }: Pick<File, 'name' | 'size' | 'lastModified'>) =>
  `${size} ${lastModified} ${name}`;

function byKey<T extends Candidate | File>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}

/**
 * Tells which of the chosen files the list is waiting for, by name, size and date. A selection with such a file is
 * its batch chosen again, so whatever else of that batch is in it is skipped. Any other selection is taken as new,
 * even if its files are on the list: somebody may have deleted them from the library since.
 */
export function sortChosen(files: readonly File[], candidates: readonly Candidate[]): Chosen {
  const chosen = byKey(files);
  const returning = new Set(
    candidates
      .filter((each) => each.wantsFile && chosen.has(keyOf(each)))
      .map(({ batch }) => batch),
  );
  const known = byKey(candidates.filter((each) => returning.has(each.batch)));
  for (const [key, alike] of known) {
    // Copies in several folders look alike. If all are chosen again, they come in their old order; if only some
    // are, those that are waited for come first.
    const complete = (chosen.get(key)?.length ?? 0) >= alike.length;
    if (!complete) alike.sort((a, b) => Number(b.wantsFile) - Number(a.wantsFile));
  }
  const again = new Map<string, File>();
  const fresh: File[] = [];
  for (const file of files) {
    const match = known.get(keyOf(file))?.shift();
    if (!match) fresh.push(file);
    else if (match.wantsFile) again.set(match.id, file);
  }
  return { again, skipped: files.length - again.size - fresh.length, fresh };
}
