import { useInfiniteQuery } from '@tanstack/react-query';
import { accountKey } from '../api/account';
import { type AuditEntry, api, unwrap } from '../api/client';
import { explain } from '../api/problem';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { formatMoment } from '../ui/when';
import { auditWords, isWarning } from './audit_words';
import { deviceOf, placeOf } from './device';

const PAGE = 30;

interface Props {
  /** One's own account, or all of them. */
  of: '/audit' | '/admin/audit';
  /** The name of a user, for entries of all accounts. */
  nameOf?(userId: string): string;
}

/** The audit log, last entry first; older ones on demand. */
export function AuditList({ of, nameOf }: Props) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...accountKey, of],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET(of, {
          params: { query: { limit: PAGE, ...(pageParam ? { before: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextBefore,
    staleTime: 0,
  });
  if (error) return <p className="bad">{explain(error)}</p>;
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      <ul className="rows">
        {entries.map((entry) => (
          <Entry key={entry.entryId} entry={entry} nameOf={nameOf} />
        ))}
      </ul>
      {hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {words.account.showOlder}
        </button>
      )}
    </>
  );
}

function Entry({ entry, nameOf }: { entry: AuditEntry; nameOf: Props['nameOf'] }) {
  const { action, at, userId, actorId, device, place, detail } = entry;
  const isHere = device === undefined && place === undefined;
  const { account } = words;
  const here = detail?.by === 'operator' ? account.byOperator : account.atDrive;
  const who = nameOf && userId && nameOf(userId);
  const by = nameOf && actorId && account.by(nameOf(actorId));
  return (
    <li className="row">
      <Icon name={isWarning(action) ? 'alert' : 'check'} />
      <div className={`row-text ${isWarning(action) ? 'warning' : ''}`}>
        <strong>{[auditWords(action), who].filter(Boolean).join(': ')}</strong>
        <small>
          {[by, isHere ? here : `${deviceOf(device ?? '')}, ${placeOf(place ?? '')}`]
            .filter(Boolean)
            .join(', ')}
        </small>
      </div>
      <time className="time" dateTime={at}>
        {formatMoment(at)}
      </time>
    </li>
  );
}
