import { useEffect, useState } from 'react';

/** What is likely to be wanted is fetched so long after the screen, which does not wait for it. */
const AHEAD_MS = 1500;

/**
 * Returns a module that the first screen does without: null until it is loaded, which happens at once when it is
 * wanted, else a while after the screen. Where it cannot be fetched it stays null, and is fetched when it is wanted
 * the next time.
 */
export function useLater<Module extends object>(
  load: () => Promise<Module>,
  wanted = false,
): Module | null {
  const [loaded, setLoaded] = useState<Module | null>(null);
  const isMissing = loaded === null;
  useEffect(() => {
    if (!isMissing) return;
    let left = false;
    const fetch = async () => {
      const module = await load().catch(() => null);
      if (!left) setLoaded(module);
    };
    const timer = setTimeout(() => void fetch(), wanted ? 0 : AHEAD_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [load, wanted, isMissing]);
  return loaded;
}
