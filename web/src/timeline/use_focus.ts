import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Item } from '../library/source';
import { type Layout, rowOf } from './layout';
import { move, type Place, placeOf } from './moves';

/** What has the focus, by the id of the picture, or of the first one below a heading. */
interface Target {
  readonly id: string;
  readonly heading: boolean;
}

function targetOf({ rows, items }: Layout<Item>, { row, index }: Place): Target | null {
  const item = items[index ?? rows[row]?.from ?? -1];
  return item ? { id: item.id, heading: index === undefined } : null;
}

function placeOfTarget(layout: Layout<Item>, { id, heading }: Target): Place | null {
  const index = layout.items.findIndex((item) => item.id === id);
  if (index < 0) return null;
  const row = rowOf(layout.rows, index);
  if (!heading) return { row, index };
  return layout.rows[row - 1]?.heading ? { row: row - 1, index: undefined } : null;
}

/**
 * The grid is one stop of the Tab key; other keys move the focus in it. Returns the row that must exist because the
 * focus is in it, which picture or heading Tab leads to, and handlers for the grid.
 */
export function useFocus(
  grid: RefObject<HTMLElement | null>,
  layout: Layout<Item>,
  seen: { readonly from: number; readonly to: number; readonly first: number },
  page: number,
) {
  const [target, setTarget] = useState<Target | null>(null);
  const [inside, setInside] = useState(false);
  const wants = useRef(false);
  const place = useMemo(() => target && placeOfTarget(layout, target), [layout, target]);
  // Tab leads to what is in the window once the focus has left the grid and what had it is far away.
  const stays = place !== null && (inside || (place.row >= seen.from && place.row < seen.to));

  useLayoutEffect(() => {
    if (!wants.current || !target) return;
    wants.current = false;
    const kind = target.heading ? 'day' : 'id';
    const box = grid.current?.querySelector(`[data-${kind}="${target.id}"]`);
    const element = box?.querySelector<HTMLElement>('.tile-link, .day-check');
    element?.focus({ preventScroll: true });
    box?.scrollIntoView({ block: 'nearest' });
  });

  const goTo = (to: Place) => {
    const next = targetOf(layout, to);
    if (!next) return;
    wants.current = true;
    // A new object, so that it is rendered even if it is there already.
    setTarget({ ...next });
  };

  // When the picture that had the focus is removed and nothing else has it, what takes its place gets it.
  const lastIndex = useRef(0);
  useLayoutEffect(() => {
    if (place?.index !== undefined) lastIndex.current = place.index;
    const focused = document.activeElement;
    const isLost = focused === document.body || focused?.id === 'main';
    if (!isLost || target === null || place !== null || layout.items.length === 0) return;
    const next = placeOf(layout, Math.min(lastIndex.current, layout.items.length - 1));
    if (next.row >= seen.from && next.row < seen.to) goTo(next);
  });

  return {
    row: stays ? place.row : undefined,
    target: stays ? target : null,
    /** Moves the focus to a picture, wherever it is. */
    goToPicture: (index: number) => goTo(placeOf(layout, index)),
    handlers: {
      tabIndex: stays ? -1 : 0,
      onFocus(event: FocusEvent<HTMLElement>) {
        if (event.target === event.currentTarget) {
          const row = layout.rows[seen.first];
          return row && goTo(placeOf(layout, row.from));
        }
        const box = event.target.closest<HTMLElement>('[data-id], [data-day]');
        const { id, day } = box?.dataset ?? {};
        setInside(true);
        if (id ?? day) setTarget({ id: (id ?? day) as string, heading: id === undefined });
      },
      onBlur(event: FocusEvent<HTMLElement>) {
        if (!event.currentTarget.contains(event.relatedTarget)) setInside(false);
      },
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        if (!place || event.ctrlKey || event.metaKey || event.altKey) return;
        const to = move(event.key, place, layout, page);
        if (!to) return;
        event.preventDefault();
        goTo(to);
      },
    },
  };
}
