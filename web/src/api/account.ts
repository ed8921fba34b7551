import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';

/** All that is cached about the user who is logged in has a key that begins so. */
export const accountKey = ['account'] as const;

/** Asks for the account of the user who is logged in. */
export const accountQuery = queryOptions({
  queryKey: [...accountKey, 'self'],
  queryFn: () => unwrap(api.GET('/account')),
  staleTime: 5 * 60_000,
});
