import { Link } from 'wouter';
import { logIn, signUp } from '../api/session';
import { AccountForm, type FieldRules } from './account_form';

const fields: readonly FieldRules[] = [
  { name: 'username', label: 'Username', type: 'text', autoComplete: 'username' },
  { name: 'email', label: 'E-mail', type: 'email', autoComplete: 'email' },
  {
    name: 'password',
    label: 'Password',
    type: 'password',
    autoComplete: 'new-password',
    hint: 'At least 8 characters. A sentence is good.',
    minLength: 8,
  },
];

export function SignUp() {
  return (
    <AccountForm
      title="Make an account"
      action="Sign up"
      fields={fields}
      submit={async ({ username = '', email = '', password = '' }) => {
        await signUp(username, email, password);
        await logIn(username, password);
      }}
    >
      <p className="aside">
        Have one? <Link href="/log-in">Log in</Link>
      </p>
    </AccountForm>
  );
}
