import { useSyncExternalStore } from 'react';

function onScroll(listener: () => void): () => void {
  addEventListener('scroll', listener, { passive: true });
  return () => removeEventListener('scroll', listener);
}

function onResize(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => removeEventListener('resize', listener);
}

const offset = () => Math.max(scrollY, 0);
const height = () => innerHeight;

/** Returns how far the page is scrolled, and the height of the window; renders again before the next frame. */
export function useScroll(): { offset: number; view: number } {
  return {
    offset: useSyncExternalStore(onScroll, offset),
    view: useSyncExternalStore(onResize, height),
  };
}
