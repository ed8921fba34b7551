import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Returns whether keys belong to what has the focus. */
function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('input, textarea, select, dialog') !== null;
}

/** Calls `act` when "/" is pressed, unless the element is hidden or keys belong to something else. */
export function useSlashKey(element: RefObject<HTMLElement | null>, act: () => void): void {
  const latest = useRef(act);
  // Before the element is painted: who sees it may press the key at once.
  useLayoutEffect(() => {
    latest.current = act;
  });
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event) || document.querySelector('dialog[open]')) return;
      if (!element.current?.checkVisibility()) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [element]);
}
