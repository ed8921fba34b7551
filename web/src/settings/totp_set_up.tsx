import { lazy, Suspense } from 'react';
import { CodeField } from '../account/code_field';
import { Form, textOf } from '../account/form';
import { sensitively } from '../account/reauthentication';
import { ShownOnce } from '../account/shown_once';
import { refreshAccount } from '../account/use_account';
import { api, unwrap } from '../api/client';
import { words } from '../messages/words';
import { Filled } from '../ui/filled';

const QrCode = lazy(() => import('./qr_code'));

export interface TotpSecret {
  readonly secret: string;
  readonly otpauthUrl: string;
}

interface Props {
  secret: TotpSecret;
  cancel(): void;
  /** Called with the recovery codes. */
  done(recoveryCodes: readonly string[]): void;
}

/** Hands the secret to an authenticator app, and confirms that the app has it. */
export function TotpSetUp({ secret, cancel, done }: Props) {
  const { settings } = words;
  const confirm = async (values: FormData) => {
    const code = textOf(values, 'code').replaceAll(/\s/g, '');
    const { recoveryCodes } = await sensitively(() =>
      unwrap(api.POST('/mfa/totp/confirm', { body: { code } })),
    );
    done(recoveryCodes);
    await refreshAccount();
  };
  return (
    <div className="totp">
      <Suspense fallback={<div className="qr" />}>
        <QrCode text={secret.otpauthUrl} label={settings.qrCode} />
      </Suspense>
      <div className="stack">
        <p>
          <Filled
            text={settings.scan}
            parts={{ link: <a href={secret.otpauthUrl}>{settings.openApp}</a> }}
          />
        </p>
        <ShownOnce label={settings.secret} text={secret.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')} />
        <Form
          action={settings.confirm}
          className="stack"
          submit={confirm}
          beside={
            <button type="button" className="button" onClick={cancel}>
              {settings.cancel}
            </button>
          }
        >
          <CodeField />
        </Form>
      </div>
    </div>
  );
}
