import { useState } from 'react';
import { signUp } from '../api/entrance';
import { Problem } from '../api/problem';
import { logIn } from '../api/session';
import { words } from '../messages/words';
import { Field, Form, textOf } from './form';
import { NewPassword } from './new_password';

interface Props {
  invitation?: string;
  /** The account exists, but its address has to be confirmed before anybody can log in. */
  onUnconfirmed(email: string): void;
  onLoggedIn?(): void;
}

/**
 * Returns whether a log-in failed because the address is not confirmed yet. A drive that asks for that
 * does not say whether an address was known before, so a refused password means the same.
 */
function awaitsMail(error: unknown): boolean {
  return (
    error instanceof Problem && ['email_unconfirmed', 'invalid_credentials'].includes(error.code)
  );
}

/** The form that makes an account and logs in. */
export function SignUpForm({ invitation, onUnconfirmed, onLoggedIn }: Props) {
  const [known, setKnown] = useState<readonly string[]>([]);
  return (
    <Form
      action={words.account.signUp}
      className="stack"
      labelledBy="card-title"
      submit={async (values) => {
        const [name, email, password] = ['username', 'email', 'password'].map((each) =>
          textOf(values, each),
        ) as [string, string, string];
        await signUp(name, email, password, invitation);
        try {
          await logIn(name, password);
          onLoggedIn?.();
        } catch (error) {
          if (!awaitsMail(error)) throw error;
          onUnconfirmed(email);
        }
      }}
    >
      <Field
        name="username"
        label={words.account.username}
        type="text"
        autoComplete="username"
        onBlur={({ currentTarget }) =>
          setKnown((before) => [currentTarget.value, ...before.slice(1)])
        }
      />
      <Field
        name="email"
        label={words.account.email}
        type="email"
        autoComplete="email"
        onBlur={({ currentTarget }) => setKnown(([name = '']) => [name, currentTarget.value])}
      />
      <NewPassword name="password" label={words.account.password} known={known} />
    </Form>
  );
}
