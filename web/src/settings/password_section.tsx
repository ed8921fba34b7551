import { Field, Form, textOf } from '../account/form';
import { FormBehindButton } from '../account/form_behind_button';
import { NewPassword } from '../account/new_password';
import { sensitively } from '../account/reauthentication';
import { Section } from '../account/section';
import { refreshAccount } from '../account/use_account';
import { UsernameHint } from '../account/username_hint';
import { type Account, api, unwrap } from '../api/client';
import { words } from '../messages/words';
import { toast } from '../ui/toast';

/** Where /.well-known/change-password of the drive leads. */
const ANCHOR = '#password';

export function PasswordSection({ account }: { account: Account }) {
  const { settings } = words;
  return (
    <Section title={settings.password} about={settings.passwordAbout}>
      <FormBehindButton label={settings.changePassword} isOpen={location.hash === ANCHOR}>
        {(close) => <ChangePassword account={account} close={close} />}
      </FormBehindButton>
    </Section>
  );
}

function ChangePassword({ account, close }: { account: Account; close(): void }) {
  const { settings } = words;
  const { totp = false, passkeys = 0 } = account.factors ?? {};
  const submit = async (values: FormData) => {
    const body = {
      currentPassword: textOf(values, 'password'),
      newPassword: textOf(values, 'newPassword'),
    };
    await sensitively(() => unwrap(api.POST('/password/change', { body })));
    toast(settings.passwordChanged);
    await refreshAccount();
    close();
  };
  return (
    <Form
      action={settings.changePassword}
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
        name="password"
        label={settings.presentPassword}
        type="password"
        autoComplete="current-password"
        takesFocus
      />
      <NewPassword
        name="newPassword"
        label={settings.newPassword}
        hasSecondFactor={totp || passkeys > 0}
        known={[account.username, account.email]}
      />
    </Form>
  );
}
