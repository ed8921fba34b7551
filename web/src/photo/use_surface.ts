import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { GAP, type Point } from './swipe';
import { bounded, fitted, type Size, type View, WHOLE } from './zoom';

const SETTLE = 'transform 220ms cubic-bezier(0.2, 0, 0, 1)';

export interface Elements {
  stage: RefObject<HTMLElement | null>;
  /** Holds the picture and its neighbours side by side. */
  track: RefObject<HTMLElement | null>;
  /** The picture itself. */
  content: RefObject<HTMLElement | null>;
}

/**
 * The picture and its track, as far as they are moved. Styles are set without React, at the pace of the pointer; only
 * the scale is state, for pictures that show more pixels above a certain scale.
 */
export function useSurface(id: string, picture: Size, { stage, track, content }: Elements) {
  const view = useRef<View>(WHOLE);
  /** Where the track begins under the next picture, so that nothing jumps when that takes its place. */
  const carry = useRef(0);
  const [scale, setScale] = useState(1);

  const size = (): Size => {
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
  const slide = (x: number, smooth: boolean) => {
    const style = track.current?.style;
    if (!style) return;
    style.transition = smooth ? SETTLE : 'none';
    style.transform = x === 0 && !smooth ? '' : `translateX(${x}px)`;
  };
  const slidTo = () =>
    track.current ? new DOMMatrix(getComputedStyle(track.current).transform).m41 : 0;

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

  return {
    scale,
    size,
    draw,
    slide,
    slidTo,
    view: (): View => view.current,
    /** Moves the picture to the nearest view that leaves no more of the stage bare than necessary. */
    settle(next: View, smooth: boolean) {
      const box = size();
      draw(bounded(next, fitted(picture, box), box), smooth);
      setScale(view.current.scale);
    },
    /** Returns a place of the window as seen from the middle of the stage. */
    fromMiddle({ clientX, clientY }: { clientX: number; clientY: number }): Point {
      const box = stage.current?.getBoundingClientRect();
      return box
        ? { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 }
        : { x: 0, y: 0 };
    },
    /** The next picture, or the one before, takes the place of this one where the track is now. */
    handOn(by: 1 | -1) {
      carry.current = slidTo() + by * (size().width + GAP);
    },
  };
}
