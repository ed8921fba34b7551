import { useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import type { Catalogue, Item } from './catalogue';
import { DayHeading } from './day_heading';
import { type GridShape, layOut, type Row, rowAt, rowOf, widthIn } from './layout';
import { ScrollDate } from './scroll_date';
import { selectTo, toggle, useSelection } from './selection';
import { Tile } from './tile';
import { usePace } from './use_pace';
import { useWidth } from './use_width';

const PHONE_WIDTH = 640;
/** Number of rows beyond the window that are rendered ahead. */
const OVERSCAN = 4;
/** Records are fetched when the scrolling pauses for a moment. */
const REST_MS = 60;

function shapeFor(width: number): GridShape {
  const phone = width < PHONE_WIDTH;
  return {
    width,
    rowHeight: phone ? 120 : 176,
    gap: phone ? 2 : 6,
    headingHeight: phone ? 44 : 56,
  };
}

/** All pictures, as a grid of justified rows. Only rows near the window are rendered. */
export function PhotoGrid({ catalogue, items }: { catalogue: Catalogue; items: readonly Item[] }) {
  const [grid, width, top] = useWidth<HTMLDivElement>();
  const shape = useMemo(() => shapeFor(width), [width]);
  const rows = useMemo(() => layOut(items, shape), [items, shape]);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (i) => (rows[i]?.height ?? 0) + shape.gap,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: new rows have new heights.
  useLayoutEffect(() => virtualizer.measure(), [rows]);
  useSteadyScroll(rows, items, top);

  const visible = virtualizer.getVirtualItems();
  const first = rows[visible[0]?.index ?? 0];
  const last = rows[visible.at(-1)?.index ?? 0];
  const from = first?.from ?? 0;
  const to = last?.to ?? 0;
  useEffect(() => {
    const timer = setTimeout(() => catalogue.want(items.slice(from, to)), REST_MS);
    return () => clearTimeout(timer);
  }, [catalogue, items, from, to]);

  const offset = virtualizer.scrollOffset ?? 0;
  const pace = usePace(offset);
  const { ids } = useSelection();
  const choose = useCallback(
    (id: string, range: boolean) => (range ? selectTo(id, items) : toggle(id)),
    [items],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const to = neighbour(event, rows, items);
    if (to === null) return;
    event.preventDefault();
    virtualizer.scrollToIndex(rowOf(rows, to), { align: 'auto' });
    const id = items[to]?.id;
    requestAnimationFrame(() =>
      grid.current?.querySelector<HTMLElement>(`[data-id="${id}"] .tile-link`)?.focus(),
    );
  };

  return (
    <div
      ref={grid}
      className="photo-grid"
      style={{ height: virtualizer.getTotalSize() }}
      onKeyDown={onKeyDown}
    >
      {visible.map(({ index, key, start }) => {
        const row = rows[index];
        if (!row) return null;
        const style = {
          transform: `translateY(${start - top}px)`,
          height: row.height,
          gap: shape.gap,
        };
        return (
          <div key={key} className="grid-row" style={style}>
            {row.heading ? (
              <DayHeading items={items} from={row.from} to={row.to} selected={ids} />
            ) : (
              items
                .slice(row.from, row.to)
                .map((item) => (
                  <Tile
                    key={item.id}
                    item={item}
                    width={widthIn(row, item.aspect)}
                    height={row.height}
                    selected={ids.has(item.id)}
                    selecting={ids.size > 0}
                    rushing={pace === 'rushing'}
                    choose={choose}
                  />
                ))
            )}
          </div>
        );
      })}
      <ScrollDate
        fileId={
          pace === 'calm' ? undefined : items[rows[rowAt(rows, offset - top)]?.from ?? -1]?.id
        }
      />
    </div>
  );
}

/** Returns where an arrow key leads from the focused picture, or null for any other key. */
function neighbour(
  event: KeyboardEvent,
  rows: readonly Row[],
  items: readonly Item[],
): number | null {
  const id = (event.target as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset.id;
  const at = id ? items.findIndex((item) => item.id === id) : -1;
  if (at < 0) return null;
  const bound = (i: number) => Math.min(Math.max(i, 0), items.length - 1);
  if (event.key === 'ArrowRight') return bound(at + 1);
  if (event.key === 'ArrowLeft') return bound(at - 1);
  const row = rows[rowOf(rows, at)] as Row;
  if (event.key === 'ArrowDown') return bound(Math.min(row.to + (at - row.from), row.to + 3));
  if (event.key === 'ArrowUp') return bound(at - Math.max(row.to - row.from, 1));
  return null;
}

/** Keeps the pictures on the screen in place when others are added above them. */
function useSteadyScroll(rows: readonly Row[], items: readonly Item[], top: number): void {
  const before = useRef<{ rows: readonly Row[]; items: readonly Item[] } | null>(null);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = { rows, items };
    const scrolled = scrollY - top;
    if (!old || old.rows === rows || scrolled <= 0) return;
    const oldRow = old.rows[rowAt(old.rows, scrolled)];
    const anchor = oldRow && old.items[oldRow.from];
    if (!oldRow || !anchor || items[oldRow.from]?.id === anchor.id) return;
    const at = items.findIndex((item) => item.id === anchor.id);
    const row = at >= 0 ? rows[rowOf(rows, at)] : undefined;
    if (row) scrollBy(0, row.top - oldRow.top);
  }, [rows, items, top]);
}
