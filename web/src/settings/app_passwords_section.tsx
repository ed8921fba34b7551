import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { act } from '../account/act';
import { FormBehindButton } from '../account/form_behind_button';
import { Section } from '../account/section';
import { ShownOnce } from '../account/shown_once';
import { refreshAccount } from '../account/use_account';
import { accountKey } from '../api/account';
import { type AppPassword, api, unwrap } from '../api/client';
import { words } from '../messages/words';
import { confirm } from '../ui/confirm';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { formatDay, formatWhen } from '../ui/when';
import { AppPasswordForm } from './app_password_form';

export function AppPasswordsSection() {
  const { settings } = words;
  const [fresh, setFresh] = useState<AppPassword | null>(null);
  const { data } = useQuery({
    queryKey: [...accountKey, 'app-passwords'],
    queryFn: () => unwrap(api.GET('/app-passwords')),
  });
  return (
    <Section title={settings.appPasswords} about={settings.appPasswordsAbout}>
      {data && data.appPasswords.length > 0 && (
        <ul className="rows">
          {data.appPasswords.map((each) => (
            <AppPasswordRow key={each.appPasswordId} appPassword={each} />
          ))}
        </ul>
      )}
      <FormBehindButton
        label={
          <>
            <Icon name="plus" size={18} /> {settings.makeAppPassword}
          </>
        }
      >
        {(close) => (
          <AppPasswordForm
            close={close}
            done={(made) => {
              close();
              setFresh(made);
            }}
          />
        )}
      </FormBehindButton>
      <Dialog
        title={settings.passwordFor(fresh?.name ?? '')}
        open={fresh !== null}
        onClose={() => setFresh(null)}
      >
        <p className="muted">{settings.giveNow}</p>
        <ShownOnce label={settings.appPassword} text={fresh?.secret ?? ''} />
        <div className="actions">
          <button type="button" className="button primary" onClick={() => setFresh(null)}>
            {settings.done}
          </button>
        </div>
      </Dialog>
    </Section>
  );
}

function AppPasswordRow({ appPassword }: { appPassword: AppPassword }) {
  const { settings } = words;
  const { appPasswordId, name, scopes, expiresAt, lastUsedAt } = appPassword;
  const isOver = expiresAt !== undefined && new Date(expiresAt).getTime() < Date.now();
  const remove = async () => {
    const yes = await confirm(
      settings.removeQuestion(name),
      settings.appPasswordRemoveText,
      settings.remove,
    );
    if (!yes) return;
    await act(async () => {
      await unwrap(api.DELETE('/app-passwords/{id}', { params: { path: { id: appPasswordId } } }));
      await refreshAccount();
    }, settings.appPasswordRemoved);
  };
  return (
    <li className="row">
      <Icon name="key" />
      <div className="row-text">
        <strong>{name}</strong>
        <small>
          {[
            scopes.map((scope) => settings.scopes[scope]).join(', '),
            lastUsedAt ? settings.lastUsed(formatWhen(lastUsedAt)) : settings.notUsed,
            expiresAt && settings[isOver ? 'ended' : 'ends'](formatDay(expiresAt)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </div>
      <button
        type="button"
        className="button quiet"
        aria-label={settings.removeNamed(name)}
        onClick={() => void remove()}
      >
        {settings.remove}
      </button>
    </li>
  );
}
