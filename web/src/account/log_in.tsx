import { Link } from 'wouter';
import { logIn, useSession } from '../api/session';
import { AccountForm, type FieldRules } from './account_form';

const fields: readonly FieldRules[] = [
  { name: 'username', label: 'Username or e-mail', type: 'text', autoComplete: 'username' },
  { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password' },
];

export function LogIn() {
  const ended = useSession((state) => state.ended);
  return (
    <AccountForm
      title="Welcome back"
      action="Log in"
      fields={fields}
      notice={ended ? 'Your session has ended. Log in to go on where you were.' : undefined}
      submit={({ username = '', password = '' }) => logIn(username, password)}
    >
      <p className="aside">
        New here? <Link href="/sign-up">Make an account</Link>
      </p>
    </AccountForm>
  );
}
