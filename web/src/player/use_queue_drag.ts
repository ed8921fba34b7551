import { type PointerEvent, type RefObject, useRef } from 'react';
import { moveInQueue } from './queue_actions';

const BEGIN_PX = 5;

interface Drag {
  readonly from: number;
  readonly startY: number;
  to: number;
  began: boolean;
}

export interface QueueDrag {
  /** Returns what the grip of the song at this index must listen to. */
  gripOf(index: number): {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(event: PointerEvent<HTMLElement>): void;
    onPointerCancel(): void;
    onClickCapture(event: { preventDefault(): void; stopPropagation(): void }): void;
  };
}

/** Lets songs be dragged by their grips. A line shows where the song will be. */
export function useQueueDrag(box: RefObject<HTMLElement | null>): QueueDrag {
  const drag = useRef<Drag | null>(null);
  const wasDragged = useRef(false);

  const rows = () => [...(box.current?.querySelectorAll<HTMLElement>('li:not(.current)') ?? [])];
  const clear = () => {
    for (const row of rows()) row.classList.remove('dragged', 'drop-before', 'drop-after');
  };
  const show = (now: Drag, y: number) => {
    clear();
    for (const row of rows()) {
      const index = Number(row.dataset.index);
      if (index === now.from) row.classList.add('dragged');
      const { top, bottom } = row.getBoundingClientRect();
      if (y < top || y > bottom) continue;
      now.to = index;
      if (index !== now.from) row.classList.add(index < now.from ? 'drop-before' : 'drop-after');
    }
  };

  return {
    gripOf: (index) => ({
      onPointerDown(event) {
        if (event.button !== 0) return;
        wasDragged.current = false;
        drag.current = { from: index, startY: event.clientY, to: index, began: false };
      },
      onPointerMove(event) {
        const now = drag.current;
        if (!now) return;
        if (!now.began && Math.abs(event.clientY - now.startY) < BEGIN_PX) return;
        if (!now.began) event.currentTarget.setPointerCapture(event.pointerId);
        now.began = true;
        show(now, event.clientY);
      },
      onPointerUp() {
        const now = drag.current;
        drag.current = null;
        clear();
        if (!now?.began) return;
        wasDragged.current = true;
        if (now.to !== now.from) moveInQueue(now.from, now.to);
      },
      onPointerCancel() {
        drag.current = null;
        clear();
      },
      onClickCapture(event) {
        if (!wasDragged.current) return;
        // The click at the end of a drag must not open the menu.
        wasDragged.current = false;
        event.preventDefault();
        event.stopPropagation();
      },
    }),
  };
}
