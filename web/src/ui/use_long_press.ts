import { type PointerEvent, useEffect, useRef } from 'react';

const LONG_MS = 450;
const MAX_MOVE_PX = 10;

/** Returns handlers that call `act` when a finger rests on the element, and swallow the click that follows. */
export function useLongPress(act: () => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  const acted = useRef(false);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  // Nothing is chosen by a press on what is not there any more.
  useEffect(() => () => clearTimeout(press.current?.timer), []);
  const cancel = () => {
    clearTimeout(press.current?.timer);
    press.current = null;
  };
  return {
    onPointerDown(event: PointerEvent) {
      // Of a second finger.
      cancel();
      acted.current = false;
      if (event.pointerType === 'mouse') return;
      const timer = setTimeout(() => {
        acted.current = true;
        navigator.vibrate?.(10);
        latest.current();
      }, LONG_MS);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const start = press.current;
      if (start && Math.hypot(clientX - start.x, clientY - start.y) > MAX_MOVE_PX) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
    onContextMenu(event: { preventDefault(): void }) {
      if (acted.current) event.preventDefault();
    },
    onClickCapture(event: { preventDefault(): void; stopPropagation(): void }) {
      if (!acted.current) return;
      acted.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
