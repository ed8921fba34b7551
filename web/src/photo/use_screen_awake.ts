import { useEffect } from 'react';

/** Keeps the screen from going dark while `wanted`, where the browser can. */
export function useScreenAwake(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !navigator.wakeLock) return;
    let lock: WakeLockSentinel | null = null;
    let ended = false;
    const take = async () => {
      if (document.visibilityState !== 'visible') return;
      lock = await navigator.wakeLock.request('screen').catch(() => null);
      if (ended) void lock?.release();
    };
    void take();
    // Browsers take the lock away while the page is hidden.
    const onChange = () => void take();
    document.addEventListener('visibilitychange', onChange);
    return () => {
      ended = true;
      document.removeEventListener('visibilitychange', onChange);
      void lock?.release();
    };
  }, [wanted]);
}
