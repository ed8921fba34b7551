import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { act } from '../account/act';
import { deviceOf } from '../account/device';
import { Field, Form, textOf } from '../account/form';
import { takeFocus } from '../account/form_behind_button';
import { hasPasskeys, makePasskey } from '../account/passkey';
import { Section } from '../account/section';
import { refreshAccount } from '../account/use_account';
import { accountKey } from '../api/account';
import { type Account, api, type Passkey, unwrap } from '../api/client';
import { words } from '../messages/words';
import { confirm } from '../ui/confirm';
import { Icon } from '../ui/icon';
import { formatDay, formatWhen } from '../ui/when';
import { RecoveryCodes } from './recovery_codes';

export function PasskeysSection({ account }: { account: Account }) {
  const { settings } = words;
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { data } = useQuery({
    queryKey: [...accountKey, 'passkeys'],
    queryFn: () => unwrap(api.GET('/passkeys')),
  });
  const add = () =>
    act(async () => {
      const options = await unwrap(api.POST('/passkeys/options'));
      const passkey = (await makePasskey(options)) as never;
      const body = { name: deviceOf(navigator.userAgent), passkey };
      const made = await unwrap(api.POST('/passkeys', { body }));
      if (made.recoveryCodes) setCodes(made.recoveryCodes);
      await refreshAccount();
    }, settings.passkeyAdded);
  const canAdd = account.passkeysAvailable && hasPasskeys();
  return (
    <Section title={settings.passkeys} about={settings.passkeysAbout}>
      {data && data.passkeys.length > 0 && (
        <ul className="rows">
          {data.passkeys.map((passkey) => (
            <PasskeyRow key={passkey.passkeyId} passkey={passkey} />
          ))}
        </ul>
      )}
      {canAdd ? (
        <div>
          <button type="button" className="button" onClick={() => void add()}>
            <Icon name="plus" size={18} /> {settings.addPasskey}
          </button>
        </div>
      ) : (
        <p className="muted">
          {account.passkeysAvailable ? settings.noPasskeysHere : settings.passkeysNeedName}
        </p>
      )}
      <RecoveryCodes codes={codes} username={account.username} close={() => setCodes(null)} />
    </Section>
  );
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const { settings } = words;
  const [renaming, setRenaming] = useState(false);
  const [wasRenaming, setWasRenaming] = useState(false);
  const close = () => {
    setRenaming(false);
    setWasRenaming(true);
  };
  const { passkeyId, name, rpId, usableHere, createdAt, lastUsedAt } = passkey;
  const path = { params: { path: { id: passkeyId } } };
  const rename = async (values: FormData) => {
    await unwrap(api.PATCH('/passkeys/{id}', { ...path, body: { name: textOf(values, 'name') } }));
    close();
    await refreshAccount();
  };
  const remove = async () => {
    const yes = await confirm(
      settings.removeQuestion(name),
      settings.passkeyRemoveText,
      settings.remove,
    );
    if (!yes) return;
    await act(async () => {
      await unwrap(api.DELETE('/passkeys/{id}', path));
      await refreshAccount();
    }, settings.passkeyRemoved);
  };
  if (renaming) {
    return (
      <li className="row">
        <Form
          action={settings.rename}
          className="stack narrow"
          submit={rename}
          beside={
            <button type="button" className="button" onClick={close}>
              {settings.cancel}
            </button>
          }
        >
          <Field
            name="name"
            label={settings.name}
            type="text"
            defaultValue={name}
            maxLength={64}
            takesFocus
          />
        </Form>
      </li>
    );
  }
  return (
    <li className="row">
      <Icon name="key" />
      <div className="row-text">
        <strong>{name}</strong>
        <small>
          {usableHere
            ? settings.added(
                formatDay(createdAt),
                lastUsedAt ? settings.lastUsed(formatWhen(lastUsedAt)) : settings.notUsed,
              )
            : settings.otherAddress(rpId)}
        </small>
      </div>
      <div className="row-actions">
        <button
          type="button"
          className="button quiet"
          aria-label={settings.renameNamed(name)}
          ref={wasRenaming ? takeFocus : undefined}
          onClick={() => setRenaming(true)}
        >
          {settings.rename}
        </button>
        <button
          type="button"
          className="button quiet"
          aria-label={settings.removeNamed(name)}
          onClick={() => void remove()}
        >
          {settings.remove}
        </button>
      </div>
    </li>
  );
}
