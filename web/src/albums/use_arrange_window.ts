import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useMedia } from '../ui/use_media';
import { useWidth } from '../ui/use_width';

const ROWS_AHEAD = 3;
/** What the bars at the top and at the bottom of the window cover. */
const COVERED_TOP_PX = 140;
const COVERED_BOTTOM_PX = 120;

/** The place of a tile in the list, in pixels. */
export interface TilePlace {
  readonly index: number;
  readonly left: number;
  readonly top: number;
}

/**
 * Lays squares out in rows, of which only those near the window exist, and those with the squares at `kept`. Returns
 * the places of these squares, and `reveal`, which scrolls to a square and gives it the focus.
 */
export function useArrangeWindow(count: number, kept: readonly (number | undefined)[]) {
  const [list, width, top] = useWidth<HTMLUListElement>();
  const narrow = useMedia('(width < 640px)');
  const [least, gap] = narrow ? [96, 8] : [132, 10];
  const columns = Math.max(1, Math.floor((width + gap) / (least + gap)));
  const side = Math.max(0, (width - gap * (columns - 1)) / columns);
  const rowCount = width > 0 ? Math.ceil(count / columns) : 0;
  const virtualizer = useWindowVirtualizer({
    count: rowCount,
    estimateSize: () => side + gap,
    overscan: ROWS_AHEAD,
    scrollMargin: top,
    scrollPaddingStart: COVERED_TOP_PX,
    scrollPaddingEnd: COVERED_BOTTOM_PX,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes depend on these.
  useEffect(() => virtualizer.measure(), [side, gap, virtualizer]);

  const rows = new Set(virtualizer.getVirtualItems().map(({ index }) => index));
  for (const index of kept) if (index !== undefined) rows.add(Math.floor(index / columns));
  const places = [...rows]
    .sort((a, b) => a - b)
    .flatMap((row) =>
      Array.from({ length: Math.min(columns, count - row * columns) }, (_, column) => ({
        index: row * columns + column,
        left: column * (side + gap),
        top: row * (side + gap),
      })),
    );

  /** The square that gets the focus once it exists. A new object for each wish. */
  const [wanted, setWanted] = useState<{ index: number } | null>(null);
  const met = useRef(wanted);
  useLayoutEffect(() => {
    if (!wanted || met.current === wanted) return;
    const tile = list.current?.querySelector(`[data-place="${wanted.index}"]`);
    const square = tile?.querySelector<HTMLElement>('.square');
    if (!square) return;
    met.current = wanted;
    square.focus({ preventScroll: true });
  });
  return {
    list,
    side,
    places,
    height: Math.max(0, rowCount * (side + gap) - gap),
    reveal(index: number) {
      setWanted({ index });
      virtualizer.scrollToIndex(Math.floor(index / columns));
    },
  };
}
