import { useQuery } from '@tanstack/react-query';
import { accountKey, accountQuery } from '../api/account';
import type { Account } from '../api/client';
import { queryClient } from '../api/query_client';
import { useSession } from '../api/session';

/** Returns the account of the user who is logged in, undefined until it is known. */
export function useAccount(): Account | undefined {
  const loggedIn = useSession((state) => state.session !== null);
  return useQuery({ ...accountQuery, enabled: loggedIn }).data;
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
