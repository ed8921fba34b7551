import { create } from 'zustand';

interface Selection {
  readonly ids: ReadonlySet<string>;
  /** The file at which a range begins when the next one is chosen with Shift. */
  readonly anchor: string | null;
}

/** The selected files, of all kinds. */
export const useSelection = create<Selection>(() => ({ ids: new Set(), anchor: null }));

export function clearSelection(): void {
  useSelection.setState({ ids: new Set(), anchor: null });
}

/** Selects one file, or deselects it. */
export function toggle(id: string): void {
  useSelection.setState(({ ids }) => {
    const next = new Set(ids);
    if (!next.delete(id)) next.add(id);
    return { ids: next, anchor: id };
  });
}

/**
 * Selects all files from the last one that was chosen up to this one, in the order of `all`; this one alone where the list
 * does not have the other any more.
 */
export function selectTo(id: string, all: readonly { readonly id: string }[]): void {
  const { ids, anchor } = useSelection.getState();
  const from = all.findIndex((item) => item.id === anchor);
  const to = all.findIndex((item) => item.id === id);
  if (from < 0 || to < 0) return useSelection.setState({ ids: new Set([...ids, id]), anchor: id });
  const range = all.slice(Math.min(from, to), Math.max(from, to) + 1).map((item) => item.id);
  useSelection.setState({ ids: new Set([...ids, ...range]), anchor: id });
}

/** Selects all of these files, or none of them if all are selected already. */
export function toggleAll(all: readonly string[]): void {
  useSelection.setState(({ ids }) => {
    const next = new Set(ids);
    const remove = all.every((id) => ids.has(id));
    for (const id of all) {
      if (remove) next.delete(id);
      else next.add(id);
    }
    return { ids: next, anchor: all[0] ?? null };
  });
}

type Ids = () => readonly string[];

/** The lists on the screen, the one that came last at the end. */
const lists: Ids[] = [];

/** Makes a list the one that selectListed() selects, until the returned function is called. */
export function offerList(ids: Ids): () => void {
  lists.push(ids);
  return () => {
    lists.splice(lists.indexOf(ids), 1);
  };
}

/** Returns whether the list on the screen has files that are not selected. */
export function hasUnselected(): boolean {
  const { ids } = useSelection.getState();
  return (
    lists
      .at(-1)?.()
      .some((id) => !ids.has(id)) ?? false
  );
}

/** Selects all files of the list on the screen. */
export function selectListed(): void {
  const all = lists.at(-1)?.() ?? [];
  useSelection.setState({ ids: new Set(all), anchor: all[0] ?? null });
}
