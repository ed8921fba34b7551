import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { roved } from './roving';

const STOP = '[data-stop]';

/**
 * Makes the elements with `data-stop` inside one element a single stop of the Tab key, with arrow keys, Home and End
 * between them. Returns what the element needs.
 */
export function useRoving<E extends HTMLElement>(): {
  ref: RefObject<E | null>;
  onKeyDown(event: KeyboardEvent): void;
  onFocus(event: FocusEvent): void;
} {
  const ref = useRef<E>(null);
  const stops = () => [...(ref.current?.querySelectorAll<HTMLElement>(STOP) ?? [])];
  const makeStop = (stop: HTMLElement | undefined) => {
    for (const each of stops()) each.tabIndex = each === stop ? 0 : -1;
  };
  // Elements come and go: one of them is always the stop.
  useEffect(() => {
    const all = stops();
    if (all.filter(({ tabIndex }) => tabIndex === 0).length !== 1) makeStop(all[0]);
  });
  return {
    ref,
    onKeyDown(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const all = stops();
      const at = all.indexOf(
        (event.target as HTMLElement).closest<HTMLElement>(STOP) as HTMLElement,
      );
      const to = roved(
        event.key,
        all.map((stop) => stop.getBoundingClientRect()),
        at,
      );
      if (to === null) return;
      event.preventDefault();
      all[to]?.focus();
    },
    onFocus(event) {
      const stop = (event.target as HTMLElement).closest<HTMLElement>(STOP);
      if (stop) makeStop(stop);
    },
  };
}
