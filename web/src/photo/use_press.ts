import { useLayoutEffect, useRef } from 'react';
import type { Point } from './swipe';

const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_PX = 30;
const HOLD_MS = 450;

interface Wishes {
  /** A finger touched the picture once. */
  tap(): void;
  doubleTap(at: Point): void;
  /** A pointer rests on the picture, or does so no more. */
  hold(on: boolean): void;
}

/** Tells taps, double taps and holds apart. */
export function usePress({ tap, doubleTap, hold }: Wishes) {
  const last = useRef({ time: 0, at: { x: 0, y: 0 } as Point });
  const holdTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tapTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const held = useRef(false);
  useLayoutEffect(
    () => () => {
      clearTimeout(holdTimer.current);
      clearTimeout(tapTimer.current);
    },
    [],
  );
  return {
    begin() {
      holdTimer.current = setTimeout(() => {
        held.current = true;
        hold(true);
      }, HOLD_MS);
    },
    /** Ends a hold, or the wait for it. Returns whether it was one. */
    end(): boolean {
      clearTimeout(holdTimer.current);
      const was = held.current;
      held.current = false;
      if (was) hold(false);
      return was;
    },
    tapped(at: Point, isTouch: boolean) {
      const now = performance.now();
      const { time, at: before } = last.current;
      const near = Math.hypot(at.x - before.x, at.y - before.y) < DOUBLE_TAP_PX;
      const again = now - time < DOUBLE_TAP_MS && near;
      last.current = { time: again ? 0 : now, at };
      clearTimeout(tapTimer.current);
      if (again) doubleTap(at);
      else if (isTouch) tapTimer.current = setTimeout(tap, DOUBLE_TAP_MS);
    },
  };
}
