import { useSyncExternalStore } from 'react';
import { useSession } from '../api/session';
import { type Played, parsePlayed, withPlayed } from './played_list';

const KEY = 'audmg.played.';

const listeners = new Set<() => void>();
const key = () => KEY + (useSession.getState().session?.username ?? '');

/** Notes that this was played by the user who is logged in. */
export function notePlayed(played: Played): void {
  const list = withPlayed(parsePlayed(localStorage.getItem(key())), played);
  localStorage.setItem(key(), JSON.stringify(list));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

/** Returns what the user has played on this device, the last first. */
export function useLastPlayed(): readonly Played[] {
  return parsePlayed(useSyncExternalStore(subscribe, () => localStorage.getItem(key())));
}
