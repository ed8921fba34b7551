import { useState } from 'react';
import { act } from '../account/act';
import { takeFocus } from '../account/form_behind_button';
import { Section } from '../account/section';
import { refreshAccount } from '../account/use_account';
import { type Account, api, unwrap } from '../api/client';
import { words } from '../messages/words';
import { confirm } from '../ui/confirm';
import { RecoveryCodes } from './recovery_codes';
import { type TotpSecret, TotpSetUp } from './totp_set_up';

export function TwoStepSection({ account }: { account: Account }) {
  const { settings } = words;
  const [secret, setSecret] = useState<TotpSecret | null>(null);
  const [cancelled, setCancelled] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { totp, passkeys, recoveryCodes } = account.factors ?? {
    totp: false,
    passkeys: 0,
    recoveryCodes: 0,
  };

  const begin = () => act(async () => setSecret(await unwrap(api.POST('/mfa/totp'))));
  const remove = async () => {
    const yes = await confirm(
      settings.removeAuthenticator,
      passkeys > 0 ? settings.passkeysStay : settings.passwordAlone,
      settings.remove,
    );
    if (!yes) return;
    await act(async () => {
      await unwrap(api.DELETE('/mfa/totp'));
      await refreshAccount();
    }, settings.authenticatorRemoved);
  };
  const renew = async () => {
    const yes = await confirm(settings.renewQuestion, settings.renewText, settings.makeNewCodes);
    if (!yes) return;
    await act(async () => {
      setCodes((await unwrap(api.POST('/mfa/recovery-codes'))).recoveryCodes);
      await refreshAccount();
    });
  };

  return (
    <Section title={settings.twoStep} about={settings.twoStepAbout}>
      <div className="row">
        <div className="row-text">
          <strong>{settings.authenticator}</strong>
          <small>{totp ? settings.askedAlways : settings.notSetUp}</small>
        </div>
        {totp ? (
          <button type="button" className="button" onClick={() => void remove()}>
            {settings.remove}
          </button>
        ) : (
          !secret && (
            <button
              type="button"
              className="button primary"
              ref={cancelled ? takeFocus : undefined}
              onClick={() => void begin()}
            >
              {settings.setUp}
            </button>
          )
        )}
      </div>
      {secret && (
        <TotpSetUp
          secret={secret}
          cancel={() => {
            setSecret(null);
            setCancelled(true);
          }}
          done={(fresh) => {
            setSecret(null);
            setCodes(fresh);
          }}
        />
      )}
      {(totp || passkeys > 0) && (
        <div className="row">
          <div className="row-text">
            <strong>{settings.recoveryCodes}</strong>
            <small className={recoveryCodes < 3 ? 'bad' : ''}>
              {settings.codesLeft(recoveryCodes)}
            </small>
          </div>
          <button type="button" className="button" onClick={() => void renew()}>
            {settings.renew}
          </button>
        </div>
      )}
      <RecoveryCodes codes={codes} username={account.username} close={() => setCodes(null)} />
    </Section>
  );
}
