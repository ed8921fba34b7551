import {
  type PointerEvent as ReactPointerEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { bounded, fitted, type Size, type View, WHOLE, zoomedAt } from './zoom';

const SWIPE_PX = 70;
const CLOSE_PX = 110;
const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_SCALE = 2.5;
const KEY_FACTOR = 1.5;

interface Wishes {
  next(): void;
  previous(): void;
  close(): void;
}

interface Point {
  x: number;
  y: number;
}

export interface Zoom {
  scale: number;
  zoomIn(): void;
  zoomOut(): void;
  reset(): void;
  handlers: Record<
    'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel',
    (event: ReactPointerEvent<HTMLElement>) => void
  >;
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/**
 * Zooms and moves a picture by wheel, pinch, double tap and drag. Its style is set without React, at the
 * pace of the pointer; only the scale is state, for components that show more pixels above a certain scale.
 */
export function useZoom(
  stage: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  picture: Size,
  wishes: Wishes,
): Zoom {
  const view = useRef<View>(WHOLE);
  const pointers = useRef(new Map<number, Point>());
  const start = useRef<{ view: View; at: Point; span: number }>({
    view: WHOLE,
    at: { x: 0, y: 0 },
    span: 0,
  });
  const tap = useRef({ time: 0, at: { x: 0, y: 0 } });
  const pinched = useRef(false);
  const [scale, setScale] = useState(1);

  const stageSize = (): Size => {
    const box = stage.current;
    return { width: box?.clientWidth ?? 1, height: box?.clientHeight ?? 1 };
  };
  const draw = (next: View, smooth: boolean) => {
    view.current = next;
    const style = content.current?.style;
    if (!style) return;
    style.transition = smooth ? 'transform 180ms ease-out' : 'none';
    style.transform = `translate(${next.x}px, ${next.y}px) scale(${next.scale})`;
  };
  const settle = (next: View, smooth: boolean) => {
    const size = stageSize();
    draw(bounded(next, fitted(picture, size), size), smooth);
    setScale(view.current.scale);
  };
  const fromMiddle = (x: number, y: number): Point => {
    const box = stage.current?.getBoundingClientRect();
    return box
      ? { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 }
      : { x: 0, y: 0 };
  };
  const begin = () => {
    const [a, b] = [...pointers.current.values()];
    if (!a) return;
    start.current = b
      ? { view: view.current, at: middle(a, b), span: distance(a, b) }
      : { view: view.current, at: a, span: 0 };
  };
  const doubleTap = (at: Point) => {
    if (view.current.scale > 1) settle(WHOLE, true);
    else settle(zoomedAt(view.current, DOUBLE_TAP_SCALE, at.x, at.y), true);
  };

  const handlers: Zoom['handlers'] = {
    onPointerDown(event) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, fromMiddle(event.clientX, event.clientY));
      pinched.current = pointers.current.size > 1;
      begin();
    },
    onPointerMove(event) {
      if (!pointers.current.has(event.pointerId)) return;
      pointers.current.set(event.pointerId, fromMiddle(event.clientX, event.clientY));
      const [a, b] = [...pointers.current.values()];
      const { view: from, at, span } = start.current;
      if (a && b) {
        const now = middle(a, b);
        const zoomed = zoomedAt(from, distance(a, b) / (span || 1), at.x, at.y);
        draw({ ...zoomed, x: zoomed.x + now.x - at.x, y: zoomed.y + now.y - at.y }, false);
      } else if (a) {
        const dx = a.x - at.x;
        const dy = a.y - at.y;
        if (from.scale > 1) settle({ scale: from.scale, x: from.x + dx, y: from.y + dy }, false);
        else if (Math.abs(dx) > Math.abs(dy)) draw({ ...WHOLE, x: dx }, false);
        else draw({ ...WHOLE, y: Math.max(0, dy) }, false);
      }
    },
    onPointerUp(event) {
      const at = pointers.current.get(event.pointerId);
      if (!pointers.current.delete(event.pointerId) || !at) return;
      if (pointers.current.size > 0) return begin();
      const { view: from, at: origin } = start.current;
      const [dx, dy] = [at.x - origin.x, at.y - origin.y];
      if (!pinched.current && from.scale === 1 && Math.hypot(dx, dy) > 10) {
        if (Math.abs(dx) > Math.abs(dy)) {
          if (dx < -SWIPE_PX) wishes.next();
          else if (dx > SWIPE_PX) wishes.previous();
        } else if (dy > CLOSE_PX) return wishes.close();
      } else if (!pinched.current && Math.hypot(dx, dy) < 10) {
        const now = performance.now();
        const again = now - tap.current.time < DOUBLE_TAP_MS && distance(at, tap.current.at) < 30;
        tap.current = { time: again ? 0 : now, at };
        if (again) return doubleTap(at);
      }
      settle(view.current, true);
    },
    onPointerCancel(event) {
      pointers.current.delete(event.pointerId);
      settle(view.current, true);
    },
  };

  // React listens to the wheel passively, but the page must not scroll or zoom.
  const onWheel = useRef<(event: WheelEvent) => void>(() => {});
  onWheel.current = (event) => {
    event.preventDefault();
    const at = fromMiddle(event.clientX, event.clientY);
    settle(zoomedAt(view.current, Math.exp(-event.deltaY / 300), at.x, at.y), false);
  };
  useEffect(() => {
    const target = stage.current;
    const listener = (event: WheelEvent) => onWheel.current(event);
    target?.addEventListener('wheel', listener, { passive: false });
    return () => target?.removeEventListener('wheel', listener);
  }, [stage]);
  useLayoutEffect(() => () => pointers.current.clear(), []);

  return {
    scale,
    zoomIn: () => settle(zoomedAt(view.current, KEY_FACTOR, 0, 0), true),
    zoomOut: () => settle(zoomedAt(view.current, 1 / KEY_FACTOR, 0, 0), true),
    reset: () => settle(WHOLE, true),
    handlers,
  };
}
