import { isNearlyFull } from '../account/space_words';
import { useAccount } from '../account/use_account';
import { words } from '../messages/words';
import { formatBytes } from '../ui/format';

/** What the files of the user take of the drive, and of how much. */
export function Storage() {
  const account = useAccount();
  if (!account) return <div className="storage" />;
  const { usage, quota } = account;
  const used = usage.bytes + usage.reserved;
  const { shell } = words;
  return (
    <div className={`storage ${isNearlyFull(account) ? 'full' : ''}`}>
      {quota === undefined ? (
        <span>{shell.used(formatBytes(used))}</span>
      ) : (
        <>
          <progress
            max={Math.max(quota, 1)}
            value={Math.min(used, quota)}
            aria-label={shell.storage}
          />
          <span>{shell.usedOf(formatBytes(used), formatBytes(quota))}</span>
        </>
      )}
    </div>
  );
}
