import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

/** Returns the place to which an arrow leads in a grid of so many columns; undefined for other keys. */
export function steppedTo(
  key: string,
  { at, count, columns }: { at: number; count: number; columns: number },
): number | undefined {
  const to = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: columns < count ? at + columns : undefined,
    ArrowUp: columns < count ? at - columns : undefined,
    Home: 0,
    End: count - 1,
  }[key];
  return to !== undefined && to >= 0 && to < count ? to : undefined;
}

/**
 * Lets the arrows move the focus among links with data-index, of which only one is a tab stop. `show` renders a link
 * that is not there yet.
 */
export function useRoving(
  count: number,
  columns: number | (() => number),
  show?: (index: number) => void,
) {
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const awaited = useRef<number | null>(null);
  useEffect(() => {
    if (awaited.current === null) return;
    const link = box.current?.querySelector<HTMLElement>(`[data-index="${awaited.current}"]`);
    if (!link) return;
    awaited.current = null;
    link.focus();
  });
  const indexOf = (target: EventTarget) => {
    const link = (target as Element).closest('[data-index]');
    return link ? Number(link.getAttribute('data-index')) : null;
  };
  return {
    box,
    active: Math.min(active, Math.max(count - 1, 0)),
    onFocus(event: { target: EventTarget }) {
      const index = indexOf(event.target);
      if (index !== null) setActive(index);
    },
    onKeyDown(event: KeyboardEvent) {
      const at = indexOf(event.target);
      if (at === null || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
      const across = typeof columns === 'number' ? columns : columns();
      const to = steppedTo(event.key, { at, count, columns: across });
      if (to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      awaited.current = to;
      setActive(to);
      show?.(to);
    },
  };
}
