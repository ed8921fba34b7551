import { useState } from 'react';
import { api, unwrap } from '../api/client';
import type { Factor } from '../api/entrance';
import { useSession } from '../api/session';
import { words } from '../messages/words';
import { Dialog } from '../ui/dialog';
import { CodeField } from './code_field';
import { Field, Form, textOf } from './form';
import { hasPasskeys, showPasskey } from './passkey';
import { useReauthentication } from './reauthentication';
import { useAccount } from './use_account';
import { UsernameHint } from './username_hint';

type Way = 'password' | 'code' | 'passkey';

async function reauthenticate(body: Factor & { password?: string }): Promise<void> {
  await unwrap(api.POST('/reauthenticate', { body: body as never }));
}

/** Asks for a credential before something sensitive is done; see sensitively(). */
export function ReauthenticationDialog() {
  const { account } = words;
  const pending = useReauthentication((state) => state.pending);
  const username = useSession((state) => state.session?.username ?? '');
  const [way, setWay] = useState<Way>('password');
  const { totp = false, passkeys = 0 } = useAccount()?.factors ?? {};
  const ways: Way[] = [
    'password',
    ...(totp ? (['code'] as const) : []),
    ...(passkeys > 0 && hasPasskeys() ? (['passkey'] as const) : []),
  ];
  return (
    <Dialog title={account.isItYou} open={pending !== null} onClose={() => pending?.cancel()}>
      <p className="muted">{account.showWhoYouAre}</p>
      {ways.length > 1 && (
        <fieldset className="segmented">
          <legend>{account.showBy}</legend>
          {ways.map((each) => (
            <label key={each}>
              <input type="radio" name="way" checked={way === each} onChange={() => setWay(each)} />
              <span>{account[each]}</span>
            </label>
          ))}
        </fieldset>
      )}
      <Form
        key={way}
        action={account.goOn}
        className="stack"
        submit={async (values) => {
          if (way === 'passkey') await reauthenticate({ passkey: await showPasskey() });
          else if (way === 'code') await reauthenticate({ code: textOf(values, 'code').trim() });
          else await reauthenticate({ password: textOf(values, 'password') });
          pending?.done();
        }}
        beside={
          <button type="button" className="button" onClick={() => pending?.cancel()}>
            {account.cancel}
          </button>
        }
      >
        <UsernameHint username={username} />
        {way === 'password' && (
          <Field
            name="password"
            label={account.yourPassword}
            type="password"
            autoComplete="current-password"
            takesFocus
          />
        )}
        {way === 'code' && <CodeField />}
        {way === 'passkey' && <p>{account.browserAsks}</p>}
      </Form>
    </Dialog>
  );
}
