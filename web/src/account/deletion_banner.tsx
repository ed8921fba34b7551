import { api, unwrap } from '../api/client';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { formatMoment } from '../ui/when';
import { act } from './act';
import { refreshAccount, useAccount } from './use_account';

/** The type that is generated for a member that can only be null does not take null. */
const KEPT = { deletion: null as never };

/** Says that the account is about to be deleted, and offers to keep it. */
export function DeletionBanner() {
  const at = useAccount()?.deletion?.at;
  const keep = async () => {
    await unwrap(api.PATCH('/account', { body: KEPT }));
    await refreshAccount();
  };
  return (
    <div role="status" className="connection">
      {at && (
        <p>
          <Icon name="alert" size={16} />
          <span>{words.account.willBeDeleted(formatMoment(at))}</span>
          <button
            type="button"
            className="button"
            onClick={() => void act(keep, words.account.accountStays)}
          >
            {words.account.keepIt}
          </button>
        </p>
      )}
    </div>
  );
}
