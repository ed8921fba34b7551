import { useQuery } from '@tanstack/react-query';
import { act } from '../account/act';
import { deviceOf, placeOf } from '../account/device';
import { Section } from '../account/section';
import { refreshAccount } from '../account/use_account';
import { accountKey } from '../api/account';
import { api, type DriveSession, unwrap } from '../api/client';
import { words } from '../messages/words';
import { confirm } from '../ui/confirm';
import { Icon } from '../ui/icon';
import { formatDay, formatWhen } from '../ui/when';

export function DevicesSection() {
  const { settings } = words;
  const { data } = useQuery({
    queryKey: [...accountKey, 'sessions'],
    queryFn: () => unwrap(api.GET('/sessions')),
    staleTime: 0,
  });
  const endOthers = async () => {
    const yes = await confirm(settings.logOutOthersQuestion, settings.deviceStays, settings.logOut);
    if (!yes) return;
    await act(async () => {
      await unwrap(api.DELETE('/sessions'));
      await refreshAccount();
    }, settings.othersLoggedOut);
  };
  const sessions = data?.sessions ?? [];
  return (
    <Section title={settings.devices} about={settings.devicesAbout}>
      <ul className="rows">
        {sessions.map((session) => (
          <DeviceRow key={session.sessionId} session={session} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <div>
          <button type="button" className="button" onClick={() => void endOthers()}>
            {settings.logOutOthers}
          </button>
        </div>
      )}
    </Section>
  );
}

function DeviceRow({ session }: { session: DriveSession }) {
  const { settings } = words;
  const { sessionId, device, place, createdAt, lastUsedAt, current } = session;
  const name = deviceOf(device);
  const end = () =>
    act(async () => {
      await unwrap(api.DELETE('/sessions/{id}', { params: { path: { id: sessionId } } }));
      await refreshAccount();
    }, settings.loggedOut(name));
  return (
    <li className="row">
      <Icon name="screen" />
      <div className="row-text">
        <strong>
          {name} {current && <span className="badge good">{settings.thisDevice}</span>}
        </strong>
        <small>
          {settings.deviceUse(formatWhen(lastUsedAt), placeOf(place), formatDay(createdAt))}
        </small>
      </div>
      {!current && (
        <button
          type="button"
          className="button quiet"
          aria-label={settings.logOutNamed(name)}
          onClick={() => void end()}
        >
          {settings.logOut}
        </button>
      )}
    </li>
  );
}
