import { type RefObject, useEffect, useState } from 'react';

const AWAKE_MS = 2000;

export interface Awake {
  readonly awake: boolean;
  /** Shows the controls, or hides them: for a finger, which has no other way. */
  toggle(): void;
}

/** Returns whether something must stay in sight: it is pointed at, has the visible focus, or is open. */
function inUse(view: HTMLElement): boolean {
  const used = '.photo-chrome:hover, .photo-chrome :focus-visible, [popover]:popover-open';
  return view.querySelector(used) !== null;
}

/**
 * Tells when the controls above a picture are shown. For a mouse they fade once it rests, and come back with any
 * movement, key or focus. Fingers do not move between taps: for them the controls stay until a tap hides them.
 */
export function useAwake(view: RefObject<HTMLElement | null>): Awake {
  const [awake, setAwake] = useState(true);
  useEffect(() => {
    const target = view.current;
    if (!target) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      clearTimeout(timer);
      if (!matchMedia('(hover: hover)').matches) return;
      timer = setTimeout(() => (inUse(target) ? wait() : setAwake(false)), AWAKE_MS);
    };
    const wake = () => {
      setAwake(true);
      wait();
    };
    const onMove = (event: PointerEvent) => event.pointerType === 'mouse' && wake();
    target.addEventListener('pointermove', onMove);
    target.addEventListener('keydown', wake);
    target.addEventListener('focusin', wake);
    wait();
    return () => {
      clearTimeout(timer);
      target.removeEventListener('pointermove', onMove);
      target.removeEventListener('keydown', wake);
      target.removeEventListener('focusin', wake);
    };
  }, [view]);
  return { awake, toggle: () => setAwake((shown) => !shown) };
}
