import { create } from 'zustand';
import { apiBase } from './base';

const POLL_MS = 3000;

/** Tells whether the drive can be reached. */
export const useConnection = create(() => ({ reachable: navigator.onLine }));

let nextPoll: ReturnType<typeof setTimeout> | undefined;

async function poll(): Promise<void> {
  nextPoll = undefined;
  try {
    await fetch(`${apiBase}/livez`, { cache: 'no-store' });
    reportReachable(true);
  } catch {
    reportReachable(false);
  }
}

/** Reports whether a request has reached the drive. After a failure the drive is polled until it is back. */
export function reportReachable(reachable: boolean): void {
  if (useConnection.getState().reachable !== reachable) useConnection.setState({ reachable });
  clearTimeout(nextPoll);
  nextPoll = reachable ? undefined : setTimeout(poll, POLL_MS);
}

/** Calls `work` whenever the drive comes back, until the returned function is called. */
export function onReconnect(work: () => void): () => void {
  return useConnection.subscribe((now, before) => {
    if (now.reachable && !before.reachable) work();
  });
}

/** Follows the browser's events about the network. */
export function startConnection(): void {
  window.addEventListener('offline', () => reportReachable(false));
  window.addEventListener('online', () => void poll());
}
