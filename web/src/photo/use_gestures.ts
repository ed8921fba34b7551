import { type PointerEvent as ReactPointerEvent, useEffect, useRef } from 'react';
import { type Axis, axisOf, followed, GAP, outcomeOf, Pace, type Point } from './swipe';
import { usePress } from './use_press';
import { type Elements, useSurface } from './use_surface';
import { type Size, WHOLE, zoomedAt } from './zoom';

const DOUBLE_TAP_SCALE = 2.5;
const KEY_FACTOR = 1.5;
const STILL_PX = 10;

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

/** Zooms and moves a picture by wheel, pinch, double tap and drag, and leads to its neighbours. */
export function useGestures(
  id: string,
  picture: Size,
  elements: Elements,
  wishes: Wishes,
): PictureControls & { scale: number; handlers: Handlers } {
  const surface = useSurface(id, picture, elements);
  const { draw, settle, slide, fromMiddle } = surface;
  const pointers = useRef(new Map<number, Point>());
  const start = useRef({ view: WHOLE, at: { x: 0, y: 0 } as Point, span: 0, offset: 0 });
  const axis = useRef<Axis | null>(null);
  const pace = useRef(new Pace());
  const pinched = useRef(false);
  const press = usePress({
    tap: wishes.tap,
    hold: wishes.hold,
    doubleTap(at) {
      const view = surface.view();
      settle(view.scale > 1 ? WHOLE : zoomedAt(view, DOUBLE_TAP_SCALE, at.x, at.y), true);
    },
  });

  const begin = (offset: number) => {
    const [a, b] = [...pointers.current.values()];
    if (!a) return;
    axis.current = null;
    pace.current.begin();
    start.current = {
      view: surface.view(),
      at: b ? middle(a, b) : a,
      span: b ? distance(a, b) : 0,
      offset,
    };
  };
  const rest = () => {
    wishes.pull(0);
    slide(0, true);
    settle(axis.current === 'y' ? WHOLE : surface.view(), true);
  };
  const follow = (dx: number, dy: number) => {
    axis.current ??= axisOf(dx, dy);
    if (axis.current) press.end();
    const { width, height } = surface.size();
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
  /** Does what a finger meant that was dragged and lets go. Returns whether the picture is left. */
  const left = (along: Axis, moved: number, time: number): boolean => {
    const { width } = surface.size();
    const outcome = outcomeOf(along, moved, pace.current.speed(along, time), width);
    if (outcome === 'close') {
      wishes.close();
      return true;
    }
    const step = outcome === 'stay' ? undefined : wishes[outcome];
    if (!step) return false;
    surface.handOn(outcome === 'next' ? 1 : -1);
    step();
    return true;
  };

  const handlers: Handlers = {
    onPointerDown(event) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, fromMiddle(event));
      pinched.current = pointers.current.size > 1;
      const offset = pinched.current ? 0 : surface.slidTo();
      slide(offset, false);
      begin(offset);
      press.end();
      if (!pinched.current) press.begin();
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
        if (Math.hypot(dx, dy) > STILL_PX) press.end();
        if (from.scale > 1) settle({ ...from, x: from.x + dx, y: from.y + dy }, false);
        else if (!pinched.current) follow(dx, dy);
      }
    },
    onPointerUp(event) {
      const at = pointers.current.get(event.pointerId);
      if (!pointers.current.delete(event.pointerId) || !at) return;
      const wasHeld = press.end();
      if (pointers.current.size > 0) return begin(0);
      const { view: from, at: origin, offset } = start.current;
      const [dx, dy] = [at.x - origin.x, at.y - origin.y];
      if (!pinched.current && from.scale === 1 && axis.current) {
        if (left(axis.current, axis.current === 'x' ? offset + dx : dy, event.timeStamp)) return;
      } else if (!pinched.current && !wasHeld && Math.hypot(dx, dy) < STILL_PX) {
        press.tapped(at, event.pointerType !== 'mouse');
      }
      rest();
    },
    onPointerCancel(event) {
      pointers.current.delete(event.pointerId);
      press.end();
      rest();
    },
  };

  // React listens to the wheel passively, but the page must not scroll or zoom.
  const onWheel = useRef<(event: WheelEvent) => void>(() => {});
  onWheel.current = (event) => {
    event.preventDefault();
    const at = fromMiddle(event);
    settle(zoomedAt(surface.view(), Math.exp(-event.deltaY / 300), at.x, at.y), false);
  };
  const { stage } = elements;
  useEffect(() => {
    const target = stage.current;
    const listener = (event: WheelEvent) => onWheel.current(event);
    target?.addEventListener('wheel', listener, { passive: false });
    return () => target?.removeEventListener('wheel', listener);
  }, [stage]);

  return {
    scale: surface.scale,
    zoomIn: () => settle(zoomedAt(surface.view(), KEY_FACTOR, 0, 0), true),
    zoomOut: () => settle(zoomedAt(surface.view(), 1 / KEY_FACTOR, 0, 0), true),
    reset: () => settle(WHOLE, true),
    handlers,
  };
}
