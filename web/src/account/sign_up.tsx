import { useState } from 'react';
import { Link } from 'wouter';
import { words } from '../messages/words';
import { Filled } from '../ui/filled';
import { Card } from './card';
import { ConfirmFirst } from './confirm_first';
import { SignUpForm } from './sign_up_form';
import { useSignUpRules } from './sign_up_rules';

export function SignUp() {
  const { account, entrance } = words;
  const rules = useSignUpRules();
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
    <Card
      title={account.makeAccount}
      notice={
        rules?.firstAccount && rules.open
          ? `${entrance.newDrive} ${entrance.newDriveText}`
          : undefined
      }
    >
      {rules?.open === false ? (
        <p>{entrance.byInvitation}</p>
      ) : (
        <SignUpForm onUnconfirmed={setUnconfirmed} />
      )}
      <p className="aside">
        <Filled
          text={account.haveOne}
          parts={{ link: <Link href="/log-in">{account.logIn}</Link> }}
        />
      </p>
    </Card>
  );
}
