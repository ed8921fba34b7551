import { useEffect, useRef, useState } from 'react';

export type Pace = 'calm' | 'brisk' | 'rushing';

/** Speeds, in pixels per millisecond, above which headings cannot be read, and pictures cannot be seen. */
const BRISK = 1.5;
const RUSHING = 5;
/** A pace ends after this time without such scrolling. */
const RUSHING_MS = 100;
const BRISK_MS = 900;

/** Tells how fast `offset` changes. Callers pass it, because reading it from the page would force a layout. */
export function usePace(offset: number): Pace {
  const [pace, setPace] = useState<Pace>('calm');
  const before = useRef({ offset, at: performance.now() });
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  useEffect(() => {
    const now = { offset, at: performance.now() };
    const speed =
      Math.abs(offset - before.current.offset) / Math.max(now.at - before.current.at, 1);
    before.current = now;
    if (speed < BRISK) return;
    setPace((old) => (speed >= RUSHING || old === 'rushing' ? 'rushing' : 'brisk'));
    for (const timer of timers.current) clearTimeout(timer);
    timers.current = [
      setTimeout(() => setPace('brisk'), RUSHING_MS),
      setTimeout(() => setPace('calm'), BRISK_MS),
    ];
  }, [offset]);
  useEffect(() => () => timers.current.forEach(clearTimeout), []);
  return pace;
}
