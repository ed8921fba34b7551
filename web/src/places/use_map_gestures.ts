import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { moved, type Point, zoomed } from './mercator';
import type { MapView } from './use_map_view';

/** Pixels of a wheel for one step of zoom; a pinch on a touchpad comes as a wheel with Control, in small numbers. */
const WHEEL_PX = 320;
const PINCH_PX = 60;

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

/** Moves and zooms the map by mouse, wheel and fingers. Returns the handlers for the element that is dragged. */
export function useMapGestures(box: RefObject<HTMLElement | null>, { change, fly }: MapView) {
  const fingers = useRef(new Map<number, Point>());

  useEffect(() => {
    const target = box.current;
    if (!target) return;
    // React listens to wheels passively, and then the page would scroll, too.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const pixel = pixelOf(event, target);
      const by = -event.deltaY / (event.ctrlKey ? PINCH_PX : WHEEL_PX);
      change((view, size) => zoomed(view, by, pixel, size));
    };
    target.addEventListener('wheel', onWheel, { passive: false });
    return () => target.removeEventListener('wheel', onWheel);
  }, [box, change]);

  const release = (event: PointerEvent) => void fingers.current.delete(event.pointerId);
  return {
    onPointerDown(event: PointerEvent<HTMLElement | SVGElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      fingers.current.set(event.pointerId, pixelOf(event, event.currentTarget));
    },
    onPointerMove(event: PointerEvent<HTMLElement | SVGElement>) {
      const before = fingers.current.get(event.pointerId);
      if (!before) return;
      const after = pixelOf(event, event.currentTarget);
      const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
      fingers.current.set(event.pointerId, after);
      if (!other) {
        change((view, size) => moved(view, after.x - before.x, after.y - before.y, size));
        return;
      }
      const was = middle(before, other);
      const is = middle(after, other);
      const by = Math.log2(distance(after, other) / Math.max(distance(before, other), 1));
      change((view, size) => zoomed(moved(view, is.x - was.x, is.y - was.y, size), by, is, size));
    },
    onPointerUp: release,
    onPointerCancel: release,
    onDoubleClick(event: { clientX: number; clientY: number; currentTarget: Element }) {
      const pixel = pixelOf(event, event.currentTarget);
      fly((view, size) => zoomed(view, 1, pixel, size));
    },
  };
}

function pixelOf(event: { clientX: number; clientY: number }, target: Element): Point {
  const { left, top } = target.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}
