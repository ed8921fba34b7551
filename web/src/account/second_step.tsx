import { useState } from 'react';
import { finishLogIn } from '../api/entrance';
import type { FactorMethod } from '../api/problem';
import { words } from '../messages/words';
import { Card } from './card';
import { CodeField } from './code_field';
import { Form, textOf } from './form';
import { FIRST_STEP, type LogInStep, stepAfter, withMethod } from './log_in_step';
import { hasPasskeys, showPasskey } from './passkey';

interface Props {
  step: Extract<LogInStep, { kind: 'factor' }>;
  go(step: LogInStep): void;
}

/** Asks for the second factor of a log-in. */
export function SecondStep({ step, go }: Props) {
  const { account } = words;
  const others: Record<FactorMethod, string> = {
    totp: account.useTotp,
    passkey: account.useAPasskey,
    recovery_code: account.useRecoveryCode,
  };
  const explanations: Record<FactorMethod, string> = {
    totp: account.explainTotp,
    passkey: account.explainPasskey,
    recovery_code: account.explainRecoveryCode,
  };
  const { name, mfaToken, method } = step;
  const [count, setCount] = useState(0);
  const finish = async (values: FormData) => {
    try {
      const code = textOf(values, 'code').trim();
      const factor =
        method === 'passkey'
          ? { passkey: await showPasskey() }
          : method === 'totp'
            ? { code: code.replaceAll(/\s/g, '') }
            : { recoveryCode: code };
      await finishLogIn(mfaToken, factor, name);
    } catch (error) {
      const next = stepAfter(error, name, hasPasskeys());
      // A wrong code is of no further use.
      setCount((before) => before + 1);
      if (!next) throw error;
      go(next);
    }
  };
  return (
    <Card title={account.oneMoreStep}>
      <Form
        key={method}
        action={method === 'passkey' ? account.usePasskey : account.logIn}
        className="stack"
        labelledBy="card-title"
        submit={finish}
      >
        <p className="muted">{explanations[method]}</p>
        {method !== 'passkey' && <CodeField key={count} isRecovery={method === 'recovery_code'} />}
      </Form>
      <div className="choices">
        {step.methods
          .filter((each) => each !== method)
          .map((each) => (
            <button
              key={each}
              type="button"
              className="button quiet"
              onClick={() => go(withMethod(step, each))}
            >
              {others[each]}
            </button>
          ))}
        <button type="button" className="button quiet" onClick={() => go(FIRST_STEP)}>
          {account.back}
        </button>
      </div>
    </Card>
  );
}
