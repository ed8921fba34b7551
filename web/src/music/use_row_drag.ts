import { type DragEvent, useRef, useState } from 'react';

const TYPE = 'application/x-audmg-row';

/** Returns the row under the pointer, and whether the pointer is in its lower half. */
function rowUnder({ target, clientY }: DragEvent): { index: number; lower: boolean } | null {
  const row = (target as Element).closest('[data-index]');
  if (!row) return null;
  const { top, height } = row.getBoundingClientRect();
  return { index: Number(row.getAttribute('data-index')), lower: clientY > top + height / 2 };
}

/**
 * Lets rows be dragged to other places of their list. The menu of a row and Alt with the arrows do the same without a
 * pointer.
 */
export function useRowDrag(move: ((from: number, to: number) => void) | undefined) {
  const from = useRef<number | null>(null);
  /** The row before which the dragged one would come to lie. */
  const [before, setBefore] = useState<number | null>(null);
  const end = () => {
    from.current = null;
    setBefore(null);
  };
  return {
    before,
    handlers: move && {
      onDragStart(event: DragEvent) {
        from.current = rowUnder(event)?.index ?? null;
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData(TYPE, String(from.current));
      },
      onDragOver(event: DragEvent) {
        const row = rowUnder(event);
        if (from.current === null || !row) return;
        event.preventDefault();
        setBefore(row.index + (row.lower ? 1 : 0));
      },
      onDrop(event: DragEvent) {
        const start = from.current;
        if (start === null || before === null) return;
        event.preventDefault();
        const to = before > start ? before - 1 : before;
        if (to !== start) move(start, to);
        end();
      },
      onDragEnd: end,
    },
  };
}
