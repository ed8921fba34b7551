import { useState } from 'react';
import { Link } from 'wouter';
import { resetPassword } from '../api/entrance';
import { logOut } from '../api/session';
import { words } from '../messages/words';
import { Filled } from '../ui/filled';
import { Card } from './card';
import { Form, textOf } from './form';
import { useLinkToken } from './link_token';
import { NewPassword } from './new_password';

/** Sets a new password by the link of a mail, or one that an admin has handed over. */
export function Reset() {
  const token = useLinkToken();
  const { account } = words;
  const [done, setDone] = useState<{ appPasswordsEnded: boolean } | null>(null);
  if (done) {
    return (
      <Card title={account.passwordChanged}>
        {done.appPasswordsEnded ? (
          <p role="status">{account.allEnded}</p>
        ) : (
          <p role="status">
            <Filled
              text={account.appPasswordsStay}
              parts={{ settings: <Link href="/settings">{account.yourSettings}</Link> }}
            />
          </p>
        )}
        <Link href="/log-in" className="button primary">
          {account.logIn}
        </Link>
      </Card>
    );
  }
  if (token === null) {
    return (
      <Card title={account.linkIncomplete}>
        <p>{account.openMailAgain}</p>
        <Link href="/forgot" className="button primary">
          {account.askForMail}
        </Link>
      </Card>
    );
  }
  return (
    <Card title={account.chooseNewPassword}>
      <Form
        action={account.changePassword}
        className="stack"
        labelledBy="card-title"
        submit={async (values) => {
          const appPasswordsEnded = values.has('endAppPasswords');
          await resetPassword(token, textOf(values, 'newPassword'), appPasswordsEnded);
          // The drive has ended the session that this browser may have had.
          await logOut();
          setDone({ appPasswordsEnded });
        }}
      >
        <NewPassword name="newPassword" label={account.newPassword} />
        <div className="checks">
          <label>
            <input type="checkbox" name="endAppPasswords" />
            {account.endAppPasswords}
          </label>
        </div>
      </Form>
      <p className="aside">
        <Link href="/forgot">{account.askForMail}</Link>
      </p>
    </Card>
  );
}
