import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Returns a ref, the width of its element, and the distance from the top of the page. */
export function useWidth<E extends HTMLElement>(): [RefObject<E | null>, number, number] {
  const element = useRef<E>(null);
  const [place, setPlace] = useState({ width: 0, top: 0 });
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () => {
      const box = target.getBoundingClientRect();
      const width = Math.floor(box.width);
      const top = Math.round(box.top + scrollY);
      setPlace((old) => (old.width === width && old.top === top ? old : { width, top }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    // What is above the element may grow.
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  return [element, place.width, place.top];
}
