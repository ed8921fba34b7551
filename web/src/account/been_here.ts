import { useSession } from '../api/session';

const KEY = 'audmg.been-here';

/** Returns whether somebody has been logged in with this browser before. */
export const hasBeenHere = (): boolean => localStorage.getItem(KEY) !== null;

/** Notes for later visits that somebody is logged in. */
export function rememberVisits(): void {
  const note = () => {
    if (useSession.getState().session) localStorage.setItem(KEY, 'yes');
  };
  useSession.subscribe(note);
  note();
}
