import { words } from '../messages/words';
import { Field } from './form';

/** The field "code" for a code of an authenticator app, or one of the recovery codes. */
export function CodeField({ isRecovery = false }: { isRecovery?: boolean }) {
  if (isRecovery) {
    return (
      <Field
        name="code"
        label={words.account.recoveryCode}
        type="text"
        autoComplete="off"
        takesFocus
      />
    );
  }
  return (
    <Field
      name="code"
      label={words.account.code}
      type="text"
      inputMode="numeric"
      autoComplete="one-time-code"
      placeholder="123456"
      maxLength={10}
      takesFocus
    />
  );
}
