import { useCallback, useEffect, useState } from 'react';

const isOpenIn = (key: string) => Boolean((history.state as Record<string, unknown> | null)?.[key]);

/**
 * Opens something above the page so that the browser's Back closes it, once. Returns whether it is open, and functions
 * that open and close it. It is still open after a reload.
 */
export function useOpenInHistory(key: string): [boolean, () => void, () => void] {
  const [isOpen, setOpen] = useState(() => isOpenIn(key));
  useEffect(() => {
    const show = () => setOpen(isOpenIn(key));
    addEventListener('popstate', show);
    return () => removeEventListener('popstate', show);
  }, [key]);
  const open = useCallback(() => {
    if (isOpenIn(key)) return;
    history.pushState({ ...(history.state as object | null), [key]: true }, '');
    setOpen(true);
  }, [key]);
  const close = useCallback(() => {
    setOpen(false);
    if (isOpenIn(key)) history.back();
  }, [key]);
  return [isOpen, open, close];
}
