import { create } from 'zustand';

interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Where a range begins when the next is chosen with Shift. */
  readonly anchor: string | null;
}

/** What is selected in the library, across its kinds. */
export const useSelection = create<Selection>(() => ({ ids: new Set(), anchor: null }));

export function clearSelection(): void {
  useSelection.setState({ ids: new Set(), anchor: null });
}

/** Selects one file or takes it out again. */
export function toggle(id: string): void {
  useSelection.setState(({ ids }) => {
    const next = new Set(ids);
    if (!next.delete(id)) next.add(id);
    return { ids: next, anchor: id };
  });
}

/** Selects all from the last one that was chosen up to this one, in the order of `all`. */
export function selectTo(id: string, all: readonly { readonly id: string }[]): void {
  const { ids, anchor } = useSelection.getState();
  const from = all.findIndex((item) => item.id === anchor);
  const to = all.findIndex((item) => item.id === id);
  if (from < 0 || to < 0) return toggle(id);
  const range = all.slice(Math.min(from, to), Math.max(from, to) + 1).map((item) => item.id);
  useSelection.setState({ ids: new Set([...ids, ...range]), anchor: id });
}

/** Selects all of these, or none when all of them are selected. */
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
