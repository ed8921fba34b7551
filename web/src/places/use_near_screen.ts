import { type RefObject, useEffect, useState } from 'react';

/** What comes so near to the screen is fetched. */
const MARGIN = '300px';

/** Returns whether an element is on the screen, is near to it, or has been. */
export function useNearScreen(box: RefObject<Element | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const target = box.current;
    if (!target || near) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: MARGIN },
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, [box, near]);
  return near;
}
