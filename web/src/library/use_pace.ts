import { useEffect, useRef, useState } from 'react';

export type Pace = 'calm' | 'brisk' | 'rushing';

/** Pixels per millisecond: from here on headings pass too fast to be read, or pictures to be seen. */
const BRISK = 1.5;
const RUSHING = 5;
/** So long without such scrolling ends it. */
const RUSHING_MS = 100;
const BRISK_MS = 900;

/** How fast an offset changes that the caller knows already; to ask the page for it forces a layout. */
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
