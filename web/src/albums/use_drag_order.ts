import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

/** A pointer that moves less is a click. */
const MIN_MOVE_PX = 6;
/** Near the edges of the window the page scrolls. */
const EDGE_PX = 90;
const SCROLL_PX = 12;

/** What is dragged, how far, and where it would come to lie. */
export interface Drag {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** The files before it stay before it; undefined where it may not be dropped. */
  readonly index: number | undefined;
}

interface Start {
  readonly id: string;
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
}

/** Returns the place in the list that the point lies at. */
function indexAt(list: HTMLElement, x: number, y: number): number | undefined {
  const tile = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-place]');
  if (!tile || !list.contains(tile)) return;
  const box = tile.getBoundingClientRect();
  return Number(tile.dataset.place) + (x > box.left + box.width / 2 ? 1 : 0);
}

/**
 * Lets the elements of a list be dragged to other places. `drop` is called with the file and the place; Escape
 * cancels. Everything that it does can be done without a pointer, too.
 */
export function useDragOrder(
  list: RefObject<HTMLElement | null>,
  drop: (id: string, index: number) => void,
) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const start = useRef<Start | null>(null);
  const dragged = useRef(false);

  useEffect(() => {
    if (!drag) return;
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      start.current = null;
      setDrag(null);
    };
    addEventListener('keydown', cancel, true);
    return () => removeEventListener('keydown', cancel, true);
  }, [drag]);

  const end = (index: number | undefined) => {
    const from = start.current;
    start.current = null;
    setDrag(null);
    if (from && dragged.current && index !== undefined) drop(from.id, index);
  };
  return {
    drag,
    /** Begins at an element; give it to its handle, and with a mouse to all of it. */
    take(id: string, event: PointerEvent) {
      if (event.button !== 0) return;
      dragged.current = false;
      // Coordinates of the page, which may scroll meanwhile.
      const { pointerId: pointer, clientX: x, clientY: y } = event;
      start.current = { id, pointer, x: x + scrollX, y: y + scrollY };
    },
    /** Whether the click that has just come belongs to a drag. */
    wasDragged: () => dragged.current,
    handlers: {
      onPointerMove(event: PointerEvent) {
        const from = start.current;
        if (!from || event.pointerId !== from.pointer || !list.current) return;
        const { clientX, clientY } = event;
        const x = clientX + scrollX - from.x;
        const y = clientY + scrollY - from.y;
        if (!dragged.current && Math.hypot(x, y) < MIN_MOVE_PX) return;
        if (!dragged.current) list.current.setPointerCapture(from.pointer);
        dragged.current = true;
        if (clientY < EDGE_PX) scrollBy(0, -SCROLL_PX);
        else if (clientY > innerHeight - EDGE_PX) scrollBy(0, SCROLL_PX);
        setDrag({ id: from.id, x, y, index: indexAt(list.current, clientX, clientY) });
      },
      onPointerUp: () => end(drag?.index),
      onPointerCancel: () => end(undefined),
    },
  };
}
