import { create } from 'zustand';
import { useSession } from '../api/session';

const MAX_RECENT = 8;
const KEY = 'audmg.searches';

/** Each user of the browser has an own list. */
const keyOfUser = () => `${KEY}.${useSession.getState().session?.username ?? ''}`;

/** Returns the list with this text in front. */
export function withRecent(recent: readonly string[], text: string): readonly string[] {
  if (text === '') return recent;
  return [text, ...recent.filter((other) => other !== text)].slice(0, MAX_RECENT);
}

function stored(): readonly string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(keyOfUser()) ?? '[]');
    return Array.isArray(list) ? list.filter((text) => typeof text === 'string') : [];
  } catch {
    return [];
  }
}

const useStored = create<{ user: string; recent: readonly string[] }>(() => ({
  user: '',
  recent: [],
}));

/** Returns what the user looked for, the last search first. */
export function recentSearches(): readonly string[] {
  const user = keyOfUser();
  if (useStored.getState().user !== user) useStored.setState({ user, recent: stored() });
  return useStored.getState().recent;
}

/** As recentSearches(); renders again when the list changes. */
export function useRecentSearches(): readonly string[] {
  const { user, recent } = useStored();
  const session = useSession((state) => state.session?.username ?? '');
  return user === `${KEY}.${session}` ? recent : stored();
}

function keep(recent: readonly string[]): void {
  localStorage.setItem(keyOfUser(), JSON.stringify(recent));
  useStored.setState({ user: keyOfUser(), recent });
}

export function rememberSearch(text: string): void {
  keep(withRecent(recentSearches(), text));
}

export function forgetSearches(): void {
  keep([]);
}
