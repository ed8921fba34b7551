import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useWidth } from '../ui/use_width';
import { type Column, layoutFor } from './song_columns';
import { entriesOf } from './song_entries';

export const HEADING_PX = 56;
const OVERSCAN = 8;
/** Lists of so many lines are rendered whole. */
const MAX_WHOLE = 60;
const REST_MS = 60;
/** What the bars at the top and at the bottom of the window cover. */
const COVERED_TOP_PX = 120;
const COVERED_BOTTOM_PX = 150;

interface Wishes {
  songs: readonly { readonly id: string }[];
  /** How many of them are shown. */
  shown: number;
  headings: ReadonlyMap<number, string> | undefined;
  columns: readonly Column[];
  /** Asks for the records of the songs in view. */
  want: ((from: number, to: number) => void) | undefined;
}

/** The lines of a list of songs that are near the window, and the way to the others. */
export function useSongWindow({ songs, shown, headings, columns, want }: Wishes) {
  const [list, width, top] = useWidth<HTMLDivElement>();
  const layout = useMemo(() => layoutFor(columns, width), [columns, width]);
  const entries = useMemo(
    () => entriesOf(songs.slice(0, shown), headings),
    [songs, shown, headings],
  );
  const virtualizer = useWindowVirtualizer({
    count: entries.length,
    estimateSize: (i) => (entries[i]?.kind === 'heading' ? HEADING_PX : layout.rowPx),
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: COVERED_TOP_PX,
    scrollPaddingEnd: COVERED_BOTTOM_PX,
    ...(entries.length <= MAX_WHOLE && { rangeExtractor: () => entries.map((_, i) => i) }),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes depend on these.
  useEffect(() => virtualizer.measure(), [layout.rowPx, entries, virtualizer]);

  const lines = virtualizer.getVirtualItems().flatMap(({ index: line, start }) => {
    const entry = entries[line];
    return entry ? [{ entry, line, y: start - top }] : [];
  });
  const inView = lines.flatMap(({ entry }) => (entry.kind === 'song' ? [entry.index] : []));
  const from = inView[0] ?? 0;
  const to = (inView.at(-1) ?? -1) + 1;
  useEffect(() => {
    const timer = setTimeout(() => want?.(from, to), REST_MS);
    return () => clearTimeout(timer);
  }, [want, from, to]);

  /** The row that gets the focus once it is rendered. */
  const awaited = useRef<number | null>(null);
  useEffect(() => {
    if (awaited.current === null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-index="${awaited.current}"]`);
    if (!row) return;
    awaited.current = null;
    row.focus({ preventScroll: true });
  });
  return {
    list,
    layout,
    lines,
    /** The indices of the songs that are rendered. */
    inView,
    lineCount: entries.length,
    height: virtualizer.getTotalSize(),
    /** Scrolls to a song of the list and gives it the focus. */
    focusRow(index: number) {
      const line = entries.findIndex((each) => each.kind === 'song' && each.index === index);
      if (line < 0) return;
      awaited.current = index;
      virtualizer.scrollToIndex(line);
    },
  };
}
