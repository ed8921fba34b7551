import { useInfiniteQuery } from '@tanstack/react-query';
import { accountKey } from '../api/account';
import { type Account, api, unwrap } from '../api/client';

/** The accounts of the drive that were fetched so far, oldest first. */
export interface Users {
  readonly list: readonly Account[];
  readonly error: Error | null;
  /** Fetches the next page; null if all are there. */
  readonly more: (() => void) | null;
}

export function useUsers(): Users {
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...accountKey, 'users'],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/admin/users', {
          params: { query: pageParam ? { after: pageParam } : {} },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextAfter,
  });
  return {
    list: data?.pages.flatMap((page) => page.users) ?? [],
    error,
    more: hasNextPage ? () => void fetchNextPage() : null,
  };
}
