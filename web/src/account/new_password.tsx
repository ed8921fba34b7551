import { lazy, Suspense, useState } from 'react';
import { words } from '../messages/words';
import { Field } from './form';
import { useLengthRule } from './password_rules';

const StrengthMeter = lazy(() => import('./strength_meter'));

interface Props {
  name: string;
  label: string;
  /** The account has a second factor: then the drive asks for less. */
  hasSecondFactor?: boolean;
  /** What the password must not be made of: the user's name and address. */
  known?: readonly string[];
}

/** The field for a new password: says the rule first, and shows how strong what is typed is. */
export function NewPassword({ name, label, hasSecondFactor = false, known = [] }: Props) {
  const [typed, setTyped] = useState('');
  return (
    <Field
      name={name}
      label={label}
      type="password"
      autoComplete="new-password"
      hint={`${useLengthRule(hasSecondFactor)} ${words.account.sentenceIsGood}`.trimStart()}
      onChange={(event) => setTyped(event.currentTarget.value)}
    >
      {typed && (
        <Suspense fallback={<div className="strength" />}>
          <StrengthMeter password={typed} known={known} />
        </Suspense>
      )}
    </Field>
  );
}
