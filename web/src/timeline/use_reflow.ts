import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Item } from '../library/source';
import { type Layout, leftOf, type Row, rowAt, rowOf } from './layout';

const REFLOW: KeyframeAnimationOptions = {
  duration: 220,
  easing: 'cubic-bezier(0.2, 0, 0, 1)',
};

/** Returns where a picture of the earlier layout is now, or -1. It is mostly where it was. */
function findItem(items: readonly Item[], id: string, hint: number): number {
  return items[hint]?.id === id ? hint : items.findIndex((item) => item.id === id);
}

/** Returns how far the pictures at the top of the window have moved between two layouts. */
function shiftAt(scrolled: number, before: Layout<Item>, now: Layout<Item>): number {
  const old = before.rows[rowAt(before.rows, scrolled)];
  const anchor = old && before.items[old.from];
  if (!old || !anchor) return 0;
  const at = findItem(now.items, anchor.id, old.from);
  if (at < 0) return 0;
  const row = rowOf(now.rows, at);
  const heading = now.rows[row - 1];
  const same = old.heading && heading?.heading && heading.from === at ? heading : now.rows[row];
  return same ? same.top - old.top : 0;
}

const reducesMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Moves the pictures in the window from where they were to where they are. */
function animate(grid: HTMLElement, seen: readonly Row[], before: Layout<Item>, now: Layout<Item>) {
  const places = new Map<string, { x: number; y: number }>();
  for (const row of seen) {
    if (row.heading) continue;
    for (let i = row.from; i < row.to; i++) {
      const id = before.items[i]?.id;
      if (id) places.set(id, { x: leftOf(before, row, i), y: row.top });
    }
  }
  for (const tile of grid.querySelectorAll<HTMLElement>('[data-id]')) {
    const old = places.get(tile.dataset.id ?? '');
    const index = Number(tile.dataset.index);
    const row = now.rows[rowOf(now.rows, index)];
    if (!old || !row) continue;
    const [x, y] = [old.x - leftOf(now, row, index), old.y - row.top];
    if (x === 0 && y === 0) continue;
    tile.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], REFLOW);
  }
}

/**
 * Keeps the pictures at the top of the window in place when others are added above them or the density changes, and
 * lets the pictures in the window glide to their new places when some are removed.
 */
export function useReflow(
  grid: RefObject<HTMLElement | null>,
  layout: Layout<Item>,
  top: number,
  seen: { readonly from: number; readonly to: number },
): void {
  const before = useRef({ layout, seen });
  useLayoutEffect(() => {
    const { layout: old, seen: oldSeen } = before.current;
    before.current = { layout, seen };
    if (old === layout) return;
    const scrolled = scrollY - top;
    const shift = scrolled > 0 ? shiftAt(scrolled, old, layout) : 0;
    if (shift !== 0) scrollBy({ top: shift, behavior: 'instant' });
    const isRemoval = old.shape === layout.shape && layout.items.length < old.items.length;
    if (!isRemoval || shift !== 0 || !grid.current || reducesMotion()) return;
    animate(grid.current, old.rows.slice(oldSeen.from, oldSeen.to), old, layout);
  });
}
