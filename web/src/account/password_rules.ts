import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import { words } from '../messages/words';

/** Returns the first words of the hint at the field of a new password, "" until the rule is known. */
export function useLengthRule(hasSecondFactor: boolean): string {
  const rules = useQuery({
    queryKey: ['password-rules'],
    queryFn: () => unwrap(api.GET('/password/rules')),
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  if (!rules) return '';
  const least = hasSecondFactor ? rules.minLengthWithSecondFactor : rules.minLength;
  return words.account.atLeast(least);
}
