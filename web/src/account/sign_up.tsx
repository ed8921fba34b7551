import { useState } from 'react';
import { Link } from 'wouter';
import { words } from '../messages/words';
import { Filled } from '../ui/filled';
import { Card } from './card';
import { ConfirmFirst } from './confirm_first';
import { SignUpForm } from './sign_up_form';

export function SignUp() {
  const { account } = words;
  const [unconfirmed, setUnconfirmed] = useState('');
  if (unconfirmed) {
    return (
      <ConfirmFirst name={unconfirmed}>
        <Link href="/log-in" className="button primary">
          {account.logIn}
        </Link>
      </ConfirmFirst>
    );
  }
  return (
    <Card title={account.makeAccount}>
      <SignUpForm onUnconfirmed={setUnconfirmed} />
      <p className="aside">
        <Filled
          text={account.haveOne}
          parts={{ link: <Link href="/log-in">{account.logIn}</Link> }}
        />
      </p>
    </Card>
  );
}
