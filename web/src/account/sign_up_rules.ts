import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import type { components } from '../api/schema';

export type SignUpRules = components['schemas']['SignupRules'];

/** Returns who may make an account; undefined until the drive has said so. */
export function useSignUpRules(): SignUpRules | undefined {
  return useQuery({
    queryKey: ['sign-up-rules'],
    queryFn: () => unwrap(api.GET('/signup')),
    // Somebody else may have made the first account.
    staleTime: 0,
  }).data;
}
