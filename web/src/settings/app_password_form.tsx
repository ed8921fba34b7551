import { useId } from 'react';
import { Field, Form, textOf } from '../account/form';
import { sensitively } from '../account/reauthentication';
import { refreshAccount } from '../account/use_account';
import { type AppPassword, api, unwrap } from '../api/client';
import { words } from '../messages/words';
import { expiryAfter, LIVES, lifeWords } from './expiry';

type Scope = AppPassword['scopes'] extends (infer Each)[] | undefined ? Each : never;

const STANDARD_SCOPES: ReadonlySet<string> = new Set(['read', 'upload']);
const STANDARD_DAYS = 365;

interface Props {
  close(): void;
  /** Called with the app password and its secret. */
  done(made: AppPassword): void;
}

export function AppPasswordForm({ close, done }: Props) {
  const { settings } = words;
  const lives = useId();
  const submit = async (values: FormData) => {
    const expiresAt = expiryAfter(Number(textOf(values, 'days')));
    const body = {
      name: textOf(values, 'name'),
      scopes: values.getAll('scopes') as Scope[],
      ...(expiresAt ? { expiresAt } : {}),
    };
    done(await sensitively(() => unwrap(api.POST('/app-passwords', { body }))));
    await refreshAccount();
  };
  return (
    <Form
      action={settings.makeIt}
      className="stack narrow"
      submit={submit}
      beside={
        <button type="button" className="button" onClick={close}>
          {settings.cancel}
        </button>
      }
    >
      <Field
        name="name"
        label={settings.whatFor}
        type="text"
        autoComplete="off"
        maxLength={64}
        takesFocus
      />
      <fieldset className="checks">
        <legend>{settings.itMay}</legend>
        {Object.entries(settings.scopes).map(([scope, name]) => (
          <label key={scope}>
            <input
              type="checkbox"
              name="scopes"
              value={scope}
              defaultChecked={STANDARD_SCOPES.has(scope)}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor={lives}>{settings.worksFor}</label>
        <select id={lives} name="days" defaultValue={STANDARD_DAYS}>
          {LIVES.map((days) => (
            <option key={days} value={days}>
              {lifeWords(days)}
            </option>
          ))}
        </select>
      </div>
    </Form>
  );
}
