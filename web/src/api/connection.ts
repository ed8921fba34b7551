import { create } from 'zustand';
import { apiBase } from './base';

const LOOK_AGAIN_MS = 3000;

/** Whether the drive answers. */
export const useConnection = create(() => ({ reachable: navigator.onLine }));

let looking: ReturnType<typeof setTimeout> | undefined;

async function look(): Promise<void> {
  looking = undefined;
  try {
    await fetch(`${apiBase}/livez`, { cache: 'no-store' });
    note(true);
  } catch {
    note(false);
  }
}

/** What a request has shown. While the drive is away, this looks every few seconds whether it is back. */
export function note(reachable: boolean): void {
  if (useConnection.getState().reachable !== reachable) useConnection.setState({ reachable });
  clearTimeout(looking);
  looking = reachable ? undefined : setTimeout(look, LOOK_AGAIN_MS);
}

/** Calls `work` whenever the drive comes back. */
export function onReconnect(work: () => void): () => void {
  return useConnection.subscribe((now, before) => {
    if (now.reachable && !before.reachable) work();
  });
}

window.addEventListener('offline', () => note(false));
window.addEventListener('online', () => void look());
