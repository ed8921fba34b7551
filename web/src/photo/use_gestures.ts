import {
  type PointerEvent as ReactPointerEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { type Axis, axisOf, followed, GAP, outcomeOf, Pace, type Point } from './swipe';
import { bounded, fitted, type Size, type View, WHOLE, zoomedAt } from './zoom';

const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_SCALE = 2.5;
const KEY_FACTOR = 1.5;
const HOLD_MS = 450;
const STILL_PX = 10;
const SETTLE = 'transform 220ms cubic-bezier(0.2, 0, 0, 1)';

export interface Wishes {
  next: (() => void) | undefined;
  previous: (() => void) | undefined;
  close(): void;
  /** A finger touched the picture once. */
  tap(): void;
  /** A pointer rests on the picture, or does so no more. */
  hold(on: boolean): void;
  /** The picture is pulled down by this share of the stage. */
  pull(share: number): void;
}

interface Elements {
  stage: RefObject<HTMLElement | null>;
  /** Holds the picture and its neighbours side by side. */
  track: RefObject<HTMLElement | null>;
  /** The picture itself. */
  content: RefObject<HTMLElement | null>;
}

export interface PictureControls {
  zoomIn(): void;
  zoomOut(): void;
  reset(): void;
}

type Handlers = Record<
  'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel',
  (event: ReactPointerEvent<HTMLElement>) => void
>;

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/**
 * Zooms and moves a picture by wheel, pinch, double tap and drag, and leads to its neighbours. Styles are set without
 * React, at the pace of the pointer; only the scale is state, for pictures that show more pixels above a certain scale.
 */
export function useGestures(
  id: string,
  picture: Size,
  { stage, track, content }: Elements,
  wishes: Wishes,
): PictureControls & { scale: number; handlers: Handlers } {
  const view = useRef<View>(WHOLE);
  const pointers = useRef(new Map<number, Point>());
  const start = useRef({ view: WHOLE, at: { x: 0, y: 0 } as Point, span: 0, offset: 0 });
  const axis = useRef<Axis | null>(null);
  const pace = useRef(new Pace());
  const tap = useRef({ time: 0, at: { x: 0, y: 0 } as Point });
  const pinched = useRef(false);
  const holdTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tapTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const held = useRef(false);
  /** Where the track begins under the next picture, so that nothing jumps when that takes its place. */
  const carry = useRef(0);
  const [scale, setScale] = useState(1);

  const stageSize = (): Size => {
    const box = stage.current;
    return { width: box?.clientWidth ?? 1, height: box?.clientHeight ?? 1 };
  };
  const draw = (next: View, smooth: boolean) => {
    view.current = next;
    const style = content.current?.style;
    if (!style) return;
    style.transition = smooth ? SETTLE : 'none';
    style.transform = `translate(${next.x}px, ${next.y}px) scale(${next.scale})`;
  };
  const settle = (next: View, smooth: boolean) => {
    const size = stageSize();
    draw(bounded(next, fitted(picture, size), size), smooth);
    setScale(view.current.scale);
  };
  const slide = (x: number, smooth: boolean) => {
    const style = track.current?.style;
    if (!style) return;
    style.transition = smooth ? SETTLE : 'none';
    style.transform = x === 0 && !smooth ? '' : `translateX(${x}px)`;
  };
  const slidTo = () =>
    track.current ? new DOMMatrix(getComputedStyle(track.current).transform).m41 : 0;
  const fromMiddle = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const box = stage.current?.getBoundingClientRect();
    return box
      ? { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 }
      : { x: 0, y: 0 };
  };
  const begin = (offset: number) => {
    const [a, b] = [...pointers.current.values()];
    if (!a) return;
    axis.current = null;
    pace.current.begin();
    start.current = {
      view: view.current,
      at: b ? middle(a, b) : a,
      span: b ? distance(a, b) : 0,
      offset,
    };
  };
  const endHold = () => {
    clearTimeout(holdTimer.current);
    if (held.current) wishes.hold(false);
    held.current = false;
  };
  const rest = () => {
    wishes.pull(0);
    slide(0, true);
    settle(axis.current === 'y' ? WHOLE : view.current, true);
  };
  const follow = (dx: number, dy: number) => {
    axis.current ??= axisOf(dx, dy);
    if (axis.current) endHold();
    const { width, height } = stageSize();
    if (axis.current === 'x') {
      const x = start.current.offset + dx;
      const most = width + GAP;
      slide(Math.min(Math.max(followed(x, !!wishes.previous, !!wishes.next), -most), most), false);
    } else if (axis.current === 'y') {
      const share = Math.min(Math.max(0, dy) / height, 1);
      draw({ scale: 1 - share * 0.5, x: dx * (share > 0 ? 1 : 0), y: Math.max(0, dy) }, false);
      wishes.pull(share);
    }
  };
  const tapped = (at: Point, isTouch: boolean) => {
    const now = performance.now();
    const again = now - tap.current.time < DOUBLE_TAP_MS && distance(at, tap.current.at) < 30;
    tap.current = { time: again ? 0 : now, at };
    clearTimeout(tapTimer.current);
    if (again) {
      if (view.current.scale > 1) settle(WHOLE, true);
      else settle(zoomedAt(view.current, DOUBLE_TAP_SCALE, at.x, at.y), true);
    } else if (isTouch) {
      tapTimer.current = setTimeout(() => wishes.tap(), DOUBLE_TAP_MS);
    }
  };

  const handlers: Handlers = {
    onPointerDown(event) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, fromMiddle(event));
      pinched.current = pointers.current.size > 1;
      const offset = pinched.current ? 0 : slidTo();
      slide(offset, false);
      begin(offset);
      endHold();
      if (pinched.current) return;
      holdTimer.current = setTimeout(() => {
        held.current = true;
        wishes.hold(true);
      }, HOLD_MS);
    },
    onPointerMove(event) {
      if (!pointers.current.has(event.pointerId)) return;
      pointers.current.set(event.pointerId, fromMiddle(event));
      const [a, b] = [...pointers.current.values()];
      const { view: from, at, span } = start.current;
      if (a && b) {
        const now = middle(a, b);
        const zoomed = zoomedAt(from, distance(a, b) / (span || 1), at.x, at.y);
        draw({ ...zoomed, x: zoomed.x + now.x - at.x, y: zoomed.y + now.y - at.y }, false);
      } else if (a) {
        pace.current.add(a, event.timeStamp);
        const [dx, dy] = [a.x - at.x, a.y - at.y];
        if (Math.hypot(dx, dy) > STILL_PX) endHold();
        if (from.scale > 1) settle({ ...from, x: from.x + dx, y: from.y + dy }, false);
        else if (!pinched.current) follow(dx, dy);
      }
    },
    onPointerUp(event) {
      const at = pointers.current.get(event.pointerId);
      if (!pointers.current.delete(event.pointerId) || !at) return;
      const wasHeld = held.current;
      endHold();
      if (pointers.current.size > 0) return begin(0);
      const { view: from, at: origin, offset } = start.current;
      const [dx, dy] = [at.x - origin.x, at.y - origin.y];
      if (!pinched.current && from.scale === 1 && axis.current) {
        const along = axis.current;
        const moved = along === 'x' ? offset + dx : dy;
        const { width } = stageSize();
        const outcome = outcomeOf(along, moved, pace.current.speed(along, event.timeStamp), width);
        if (outcome === 'close') return wishes.close();
        const step = outcome === 'stay' ? undefined : wishes[outcome];
        if (step) {
          carry.current = slidTo() + (outcome === 'next' ? 1 : -1) * (width + GAP);
          return step();
        }
      } else if (!pinched.current && !wasHeld && Math.hypot(dx, dy) < STILL_PX) {
        tapped(at, event.pointerType !== 'mouse');
      }
      rest();
    },
    onPointerCancel(event) {
      pointers.current.delete(event.pointerId);
      endHold();
      rest();
    },
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another picture begins anew.
  useLayoutEffect(() => {
    const shown = content.current;
    view.current = WHOLE;
    setScale(1);
    slide(carry.current, false);
    if (carry.current !== 0) {
      // The browser must have seen where the track begins before it moves it.
      track.current?.getBoundingClientRect();
      slide(0, true);
    }
    carry.current = 0;
    return () => {
      if (shown) Object.assign(shown.style, { transform: '', transition: '' });
    };
  }, [id]);

  // React listens to the wheel passively, but the page must not scroll or zoom.
  const onWheel = useRef<(event: WheelEvent) => void>(() => {});
  onWheel.current = (event) => {
    event.preventDefault();
    const at = fromMiddle(event);
    settle(zoomedAt(view.current, Math.exp(-event.deltaY / 300), at.x, at.y), false);
  };
  useEffect(() => {
    const target = stage.current;
    const listener = (event: WheelEvent) => onWheel.current(event);
    target?.addEventListener('wheel', listener, { passive: false });
    return () => target?.removeEventListener('wheel', listener);
  }, [stage]);
  useLayoutEffect(
    () => () => {
      pointers.current.clear();
      clearTimeout(holdTimer.current);
      clearTimeout(tapTimer.current);
    },
    [],
  );

  return {
    scale,
    zoomIn: () => settle(zoomedAt(view.current, KEY_FACTOR, 0, 0), true),
    zoomOut: () => settle(zoomedAt(view.current, 1 / KEY_FACTOR, 0, 0), true),
    reset: () => settle(WHOLE, true),
    handlers,
  };
}
