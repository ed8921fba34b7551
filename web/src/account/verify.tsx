import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { accountKey } from '../api/account';
import { verifyEmail } from '../api/entrance';
import { explain } from '../api/problem';
import { queryClient } from '../api/query_client';
import { useSession } from '../api/session';
import { words } from '../messages/words';
import { Card } from './card';
import { useLinkToken } from './link_token';

type Outcome = { kind: 'waiting' | 'done' } | { kind: 'refused'; message: string };

/** Confirms an address by the link of a mail, at once, and says what has happened. */
export function Verify() {
  const token = useLinkToken();
  const { account } = words;
  const loggedIn = useSession((state) => state.session !== null);
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'waiting' });
  const sent = useRef<string | null>(null);
  useEffect(() => {
    if (token === null || sent.current === token) return;
    sent.current = token;
    setOutcome({ kind: 'waiting' });
    verifyEmail(token).then(
      () => {
        setOutcome({ kind: 'done' });
        void queryClient.invalidateQueries({ queryKey: accountKey });
      },
      (error: unknown) => setOutcome({ kind: 'refused', message: explain(error) }),
    );
  }, [token]);

  const onward = (
    <Link href={loggedIn ? '/settings' : '/log-in'} className="button primary">
      {loggedIn ? account.goToAccount : account.logIn}
    </Link>
  );
  if (token === null || outcome.kind === 'refused') {
    return (
      <Card title={account.notConfirmed}>
        <p role="alert">
          {outcome.kind === 'refused' ? outcome.message : account.confirmIncomplete}
        </p>
        {onward}
      </Card>
    );
  }
  if (outcome.kind === 'waiting') {
    return (
      <Card title={account.confirming}>
        <p role="status">
          <span className="spinner" aria-hidden="true" /> {account.oneMoment}
        </p>
      </Card>
    );
  }
  return (
    <Card title={account.confirmed}>
      <p role="status">{account.confirmedText}</p>
      {onward}
    </Card>
  );
}
