import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { logOut, useSession } from '../api/session';
import { words } from '../messages/words';
import { Filled } from '../ui/filled';
import { Card } from './card';
import { ConfirmFirst } from './confirm_first';
import { useLinkToken } from './link_token';
import { SignUpForm } from './sign_up_form';

/** Makes an account by the link of an invitation. */
export function Join() {
  const token = useLinkToken();
  const { account } = words;
  const username = useSession((state) => state.session?.username);
  const [unconfirmed, setUnconfirmed] = useState('');
  const [, navigate] = useLocation();
  if (unconfirmed) {
    return (
      <ConfirmFirst name={unconfirmed}>
        <Link href="/log-in" className="button primary">
          {account.logIn}
        </Link>
      </ConfirmFirst>
    );
  }
  if (username !== undefined) {
    return (
      <Card title={account.loggedInAlready}>
        <p>
          <Filled text={account.loggedInInvitation} parts={{ name: <strong>{username}</strong> }} />
        </p>
        <button type="button" className="button primary" onClick={() => void logOut()}>
          {account.logOut}
        </button>
        <Link href="/photos" className="button">
          {account.backToDrive}
        </Link>
      </Card>
    );
  }
  if (token === null) {
    return (
      <Card title={account.linkIncomplete}>
        <p>{account.openInvitationAgain}</p>
      </Card>
    );
  }
  return (
    <Card title={account.invited} notice={account.invitedText}>
      <SignUpForm
        invitation={token}
        onUnconfirmed={setUnconfirmed}
        onLoggedIn={() => navigate('/photos', { replace: true })}
      />
      <p className="aside">
        <Filled
          text={account.haveAccount}
          parts={{ link: <Link href="/log-in">{account.logIn}</Link> }}
        />
      </p>
    </Card>
  );
}
