import { useQuery } from '@tanstack/react-query';
import { type Account, api, unwrap } from '../api/client';
import { queryClient } from '../api/query_client';
import { useSession } from '../api/session';

/** All that is cached about the user who is logged in has a key that begins so. */
export const accountKey = ['account'] as const;
const SELF_KEY = [...accountKey, 'self'] as const;
const FRESH_MS = 5 * 60_000;

/** Returns the account of the user who is logged in, undefined until it is known. */
export function useAccount(): Account | undefined {
  const loggedIn = useSession((state) => state.session !== null);
  return useQuery({
    queryKey: SELF_KEY,
    queryFn: () => unwrap(api.GET('/account')),
    staleTime: FRESH_MS,
    enabled: loggedIn,
  }).data;
}

/** Fetches again what is shown of the account, after something about it was changed. */
export async function refreshAccount(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: accountKey });
}

/** Forgets the account when somebody else logs in. */
export function forgetAccountOnLogOut(): void {
  useSession.subscribe((now, before) => {
    if (before.session && now.session?.username !== before.session.username)
      queryClient.removeQueries({ queryKey: accountKey });
  });
}
