import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { bounded, type Size, type View, viewBetween } from './mercator';

const MOVE_MS = 320;
const START: View = { x: 0.5, y: 0.4, zoom: 0 };

export interface MapView {
  readonly size: Size;
  readonly view: View;
  /** Changes the view at once. */
  change(by: (view: View, size: Size) => View): void;
  /** Changes the view in a short flight, or at once where motion is not wanted. */
  fly(to: (view: View, size: Size) => View): void;
}

const easeOut = (part: number) => 1 - (1 - part) ** 3;

/** Keeps what a map shows, within the edges of the world, also when its size changes. */
export function useMapView(box: RefObject<HTMLElement | null>): MapView {
  const [state, setState] = useState({ view: START, size: { width: 0, height: 0 } });
  const now = useRef(state);
  now.current = state;
  const flight = useRef(0);

  useLayoutEffect(() => {
    const target = box.current;
    if (!target) return;
    const observer = new ResizeObserver(() => {
      const size = { width: target.clientWidth, height: target.clientHeight };
      setState(({ view }) => ({ size, view: bounded(view, size) }));
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [box]);
  useEffect(() => () => cancelAnimationFrame(flight.current), []);

  const change = useCallback((by: (view: View, size: Size) => View) => {
    cancelAnimationFrame(flight.current);
    setState(({ view, size }) => ({ size, view: by(view, size) }));
  }, []);

  const fly = useCallback(
    (to: (view: View, size: Size) => View) => {
      const { view: from, size } = now.current;
      const target = to(from, size);
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return change(() => target);
      const begun = performance.now();
      const step = (time: number) => {
        const part = Math.min((time - begun) / MOVE_MS, 1);
        setState(({ size }) => ({
          size,
          view: viewBetween(from, target, easeOut(Math.max(part, 0))),
        }));
        if (part < 1) flight.current = requestAnimationFrame(step);
      };
      cancelAnimationFrame(flight.current);
      flight.current = requestAnimationFrame(step);
    },
    [change],
  );
  return { ...state, change, fly };
}
