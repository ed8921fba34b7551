import { useState } from 'react';
import { Link } from 'wouter';
import { forgotPassword } from '../api/entrance';
import { words } from '../messages/words';
import { Card } from './card';
import { Field, Form, textOf } from './form';

/** Asks for a mail with a link to set a new password. */
export function Forgot() {
  const [reply, setReply] = useState('');
  const { account } = words;
  return (
    <Card title={reply ? account.forgotNext : account.forgotTitle}>
      {reply ? (
        <p role="status">{reply}</p>
      ) : (
        <Form
          action={account.sendLink}
          className="stack"
          labelledBy="card-title"
          submit={async (values) => setReply(await forgotPassword(textOf(values, 'email')))}
        >
          <p className="muted">{account.forgotText}</p>
          <Field name="email" label={account.email} type="email" autoComplete="email" />
        </Form>
      )}
      <p className="aside">
        <Link href="/log-in">{account.backToLogIn}</Link>
      </p>
    </Card>
  );
}
