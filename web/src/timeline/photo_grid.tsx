import { useCallback, useEffect, useMemo } from 'react';
import type { Catalogue } from '../library/catalogue';
import { onReveal } from '../library/last_seen';
import { selectListed, selectTo, toggle, useSelection } from '../library/selection';
import type { Item } from '../library/source';
import { useListed } from '../library/use_listed';
import { words } from '../messages/words';
import { useKeyHelp } from '../ui/key_help';
import { useWidth } from '../ui/use_width';
import { GridRow } from './grid_row';
import { type Layout, rowAt, rowOf } from './layout';
import { monthsOf } from './months';
import { Scrubber } from './scrubber';
import { TimelineBar } from './timeline_bar';
import { useFocus } from './use_focus';
import { useLayout } from './use_layout';
import { usePace } from './use_pace';
import { useReflow } from './use_reflow';
import { useScroll } from './use_scroll';

/** Rows are rendered so far beyond the window. */
const AHEAD_PX = 800;
/** Records are fetched when the scrolling pauses for a moment. */
const REST_MS = 60;
/** What lies above the pictures at the top of the window, and some air. */
const HEAD_PX = 64;
/** A grid that is no longer than so many windows needs no scrubber. */
const MIN_WINDOWS = 2.5;

interface Props {
  catalogue: Catalogue;
  items: readonly Item[];
  /** The address of the screen; that of a picture has its id behind a slash. */
  base: string;
  /** The list is in the order of dates, so it has a heading for each day. */
  grouped?: boolean;
  /** The edge of the window is free for a scrubber. */
  scrubs?: boolean;
  /** Pictures are chosen rather than opened. These are where the others are to go, and cannot be chosen. */
  taken?: ReadonlySet<string>;
}

/** Pictures as a grid of justified rows. Only rows near the window are rendered. */
export function PhotoGrid(props: Props) {
  const { catalogue, items, base, grouped = true, scrubs = grouped, taken } = props;
  const [grid, width, top] = useWidth<HTMLDivElement>();
  useKeyHelp(words.timeline.keys);
  const layout = useLayout(items, width, grouped);
  const months = useMemo(() => (scrubs ? monthsOf(layout) : []), [layout, scrubs]);
  const { offset, view } = useScroll();
  const seen = seenRows(layout, offset - top, view);
  useReflow(grid, layout, top, seen);
  useRecords(catalogue, layout, seen);
  const pace = usePace(offset);
  const { ids } = useSelection();
  const choose = useCallback(
    (id: string, range: boolean) => (range ? selectTo(id, items) : toggle(id)),
    [items],
  );
  const choosable = useMemo(
    () => (taken ? items.filter(({ id }) => !taken.has(id)) : items),
    [items, taken],
  );
  useListed(choosable);
  useSelectAll();
  useReveal(layout, top);
  const focus = useFocus(grid, layout, seen, view - HEAD_PX);

  const seek = (y: number) => {
    scrollTo({ top: y <= 0 ? 0 : y + top - HEAD_PX, behavior: 'instant' });
    return scrollY - top + HEAD_PX;
  };
  const goToMonth = (place: number) => {
    const month = months[place];
    if (!month) return;
    seek(month.top);
    focus.goToPicture(month.from);
  };

  const shown = Array.from({ length: seen.to - seen.from }, (_, i) => seen.from + i);
  if (focus.row !== undefined && !shown.includes(focus.row)) shown.push(focus.row);
  const isLong = layout.height > view * MIN_WINDOWS;
  return (
    <>
      {grouped && <TimelineBar count={items.length} months={isLong ? months : []} go={goToMonth} />}
      {scrubs && isLong && (
        <Scrubber
          months={months}
          reach={layout.height + HEAD_PX - view}
          scrolled={offset - top + HEAD_PX}
          isFast={pace !== 'calm'}
          seek={seek}
        />
      )}
      <div
        ref={grid}
        className="photo-grid"
        role="grid"
        aria-label={words.timeline.title}
        aria-multiselectable={true}
        aria-rowcount={layout.rows.length}
        style={{ height: layout.height }}
        {...focus.handlers}
      >
        {shown.map((index) => {
          const row = layout.rows[index];
          return (
            row && (
              <GridRow
                key={`${row.heading} ${items[row.from]?.id}`}
                items={items}
                row={row}
                number={index + 1}
                gap={layout.shape.gap}
                base={base}
                selected={ids}
                taken={taken}
                focused={index === focus.row ? focus.target : null}
                rushing={pace === 'rushing'}
                choose={choose}
              />
            )
          );
        })}
      </div>
    </>
  );
}

/** Returns the rows near the window, and the first one in it that has pictures. */
function seenRows({ rows }: Layout, scrolled: number, view: number) {
  if (rows.length === 0) return { from: 0, to: 0, first: 0 };
  const from = rowAt(rows, scrolled - AHEAD_PX);
  const to = rowAt(rows, scrolled + view + AHEAD_PX) + 1;
  const at = rowAt(rows, scrolled + HEAD_PX);
  const first = rows[at]?.heading ? at + 1 : at;
  return { from, to, first };
}

/** Fetches the records of the files near the window. */
function useRecords(
  catalogue: Catalogue,
  { rows, items }: Layout<Item>,
  seen: { from: number; to: number },
): void {
  const from = rows[seen.from]?.from ?? 0;
  const to = rows[seen.to - 1]?.to ?? 0;
  useEffect(() => {
    const timer = setTimeout(() => catalogue.want(items.slice(from, to)), REST_MS);
    return () => clearTimeout(timer);
  }, [catalogue, items, from, to]);
}

/** Scrolls to the picture that was seen last on the whole screen, unless it is in the window. */
function useReveal({ items, rows }: Layout<Item>, top: number): void {
  useEffect(
    () =>
      onReveal((id) => {
        const at = items.findIndex((item) => item.id === id);
        const row = rows[rowOf(rows, at)];
        if (at < 0 || !row) return;
        const y = row.top + top - scrollY;
        if (y >= HEAD_PX && y + row.height <= innerHeight) return;
        const middle = row.top + top - (innerHeight - row.height) / 2;
        scrollTo({ top: middle, behavior: 'instant' });
      }),
    [items, rows, top],
  );
}

/** Selects everything with Ctrl+A or Cmd+A, unless that would select the text of a field. */
function useSelectAll(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'a' || !(event.ctrlKey || event.metaKey)) return;
      const isField = (event.target as Element).closest('input:not([type=radio]), textarea');
      if (isField || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      selectListed();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
