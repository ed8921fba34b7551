import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** An element's width, and where it begins on the page. */
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
    return () => observer.disconnect();
  }, []);
  return [element, place.width, place.top];
}
