import { act } from '../account/act';
import { Field, Form, textOf } from '../account/form';
import { FormBehindButton } from '../account/form_behind_button';
import { sensitively } from '../account/reauthentication';
import { Section } from '../account/section';
import { Space } from '../account/space';
import { refreshAccount } from '../account/use_account';
import { UsernameHint } from '../account/username_hint';
import { type Account, api, unwrap } from '../api/client';
import { resendConfirmation } from '../api/entrance';
import { words } from '../messages/words';
import { toast } from '../ui/toast';
import { formatDay } from '../ui/when';
import { AppLanguage } from './app_language';

type Language = NonNullable<Account['language']>;

const languages: readonly (readonly [Language, string])[] = [
  ['en', 'English'],
  ['de', 'Deutsch'],
];

export function AccountSection({ account }: { account: Account }) {
  const { settings } = words;
  const speak = async (language: Language) => {
    await unwrap(api.PATCH('/account', { body: { language } }));
    await refreshAccount();
  };
  const resend = () =>
    act(() => resendConfirmation(account.email), settings.mailSent(account.email));
  return (
    <Section title={settings.account}>
      <dl className="facts">
        <dt>{settings.name}</dt>
        <dd>{account.username}</dd>
        <dt>{settings.address}</dt>
        <dd>
          <span className="breakable">{account.email}</span>{' '}
          <span className={`badge ${account.emailVerified ? 'good' : ''}`}>
            {account.emailVerified ? settings.confirmed : settings.notConfirmed}
          </span>
          {!account.emailVerified && account.mail && (
            <>
              {' '}
              <button type="button" className="button quiet" onClick={() => void resend()}>
                {settings.sendLinkAgain}
              </button>
            </>
          )}
        </dd>
        <dt>{settings.role}</dt>
        <dd>{account.role === 'admin' ? settings.admin : settings.user}</dd>
        <dt>{settings.since}</dt>
        <dd>{formatDay(account.createdAt)}</dd>
        <dt>{settings.space}</dt>
        <dd>
          <Space account={account} />
        </dd>
      </dl>
      <AppLanguage />
      {account.mail && (
        <label className="inline-field">
          {settings.mailLanguage}
          <select
            value={account.language ?? 'en'}
            onChange={(event) => {
              const language = event.currentTarget.value as Language;
              void act(() => speak(language), settings.mailLanguageSet);
            }}
          >
            {languages.map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <FormBehindButton label={settings.changeAddress}>
        {(close) => <ChangeAddress account={account} close={close} />}
      </FormBehindButton>
    </Section>
  );
}

function ChangeAddress({ account, close }: { account: Account; close(): void }) {
  const { settings } = words;
  const submit = async (values: FormData) => {
    const body = { email: textOf(values, 'email'), password: textOf(values, 'password') };
    await sensitively(() => unwrap(api.POST('/email/change', { body })));
    toast(account.mail ? settings.mailSent(body.email) : settings.addressChanged);
    await refreshAccount();
    close();
  };
  return (
    <Form
      action={settings.changeAddress}
      className="stack narrow"
      submit={submit}
      beside={
        <button type="button" className="button" onClick={close}>
          {settings.cancel}
        </button>
      }
    >
      <UsernameHint username={account.username} />
      <Field
        name="email"
        label={settings.newAddress}
        type="email"
        autoComplete="email"
        takesFocus
      />
      <Field
        name="password"
        label={settings.yourPassword}
        type="password"
        autoComplete="current-password"
      />
    </Form>
  );
}
