import type { Account } from '../api/client';
import { words } from '../messages/words';
import { isNearlyFull, spaceWords } from './space_words';

/** What an account takes, and of how much. */
export function Space({ account }: { account: Account }) {
  const { usage, quota } = account;
  return (
    <span className={`space ${isNearlyFull(account) ? 'full' : ''}`}>
      {spaceWords(account)}
      {quota !== undefined && (
        <progress
          max={Math.max(quota, 1)}
          value={Math.min(usage.bytes + usage.reserved, quota)}
          aria-label={words.account.space}
        />
      )}
    </span>
  );
}
