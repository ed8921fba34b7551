import { useState } from 'react';
import { Link } from 'wouter';
import { logIn, useSession } from '../api/session';
import { words } from '../messages/words';
import { useLater } from '../ui/use_later';
import { hasBeenHere } from './been_here';
import { Card } from './card';
import { Field, Form, textOf } from './form';
import { FIRST_STEP, type LogInStep, stepAfter } from './log_in_step';
import { hasPasskeys } from './passkey';
import { PasskeyLogIn } from './passkey_log_in';
import { SignUpHint } from './sign_up_hint';

const loadFurtherSteps = () => import('./further_steps');

/** The form for logging in: name and password, or a passkey, then a second factor if there is one. */
export function LogIn() {
  const { account } = words;
  const ended = useSession((state) => state.ended);
  const [known] = useState(hasBeenHere);
  const [step, setStep] = useState<LogInStep>(FIRST_STEP);
  const further = useLater(loadFurtherSteps, step.kind !== 'password');
  if (further && step.kind === 'factor') return <further.SecondStep step={step} go={setStep} />;
  if (further && step.kind === 'unconfirmed') {
    return (
      <further.ConfirmFirst name={step.name}>
        <button type="button" className="button primary" onClick={() => setStep(FIRST_STEP)}>
          {account.logIn}
        </button>
      </further.ConfirmFirst>
    );
  }
  return (
    <Card
      title={known ? words.entrance.welcomeBack : words.entrance.welcome}
      notice={noticeOf(step) ?? (ended ? account.sessionEnded : undefined)}
    >
      <Form
        action={account.logIn}
        className="stack"
        labelledBy="card-title"
        submit={async (values) => {
          const name = textOf(values, 'username');
          try {
            await logIn(name, textOf(values, 'password'));
          } catch (error) {
            const next = stepAfter(error, name, hasPasskeys());
            if (!next) throw error;
            setStep(next);
          }
        }}
      >
        <Field
          name="username"
          label={account.usernameOrEmail}
          type="text"
          autoComplete="username webauthn"
          takesFocus={hasKeyboard()}
        />
        <Field
          name="password"
          label={account.password}
          type="password"
          autoComplete="current-password webauthn"
        />
        <Link href="/forgot" className="forgot">
          {account.forgotPassword}
        </Link>
      </Form>
      <PasskeyLogIn />
      <SignUpHint known={known} />
    </Card>
  );
}

const noticeOf = (step: LogInStep) => (step.kind === 'password' ? step.notice : undefined);

/** Phones cover half of the page with a keyboard once a field has the focus. */
const hasKeyboard = () => matchMedia('(hover: hover)').matches;
