import { type RefObject, useLayoutEffect } from 'react';

/** Returns whether keys belong to what has the focus. */
function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('input, textarea, select, dialog') !== null;
}

/** Focuses the field when "/" is pressed, unless it is hidden or keys belong to something else. */
export function useSlashKey(field: RefObject<HTMLInputElement | null>): void {
  // Before the field is painted: who sees it may press the key at once.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event) || document.querySelector('dialog[open]')) return;
      if (!field.current?.checkVisibility()) return;
      event.preventDefault();
      field.current.focus();
      field.current.select();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [field]);
}
