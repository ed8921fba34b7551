import { useQuery } from '@tanstack/react-query';
import { Section } from '../account/section';
import { accountKey } from '../api/account';
import { api, type DriveStatus, unwrap } from '../api/client';
import { explain } from '../api/problem';
import { words } from '../messages/words';
import { Filled } from '../ui/filled';
import { formatBytes, formatRemaining } from '../ui/format';
import { Icon } from '../ui/icon';
import { formatMoment } from '../ui/when';
import { choreWords, queueName } from './drive_words';

/** Only while the page is visible. */
const REFRESH_MS = 15_000;

/** How the drive stands: room, queues, backup and scrub. */
export function DriveSection() {
  const { people } = words;
  const { data, error } = useQuery({
    queryKey: [...accountKey, 'drive'],
    queryFn: () => unwrap(api.GET('/admin/status')),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Section title={people.drive} about={people.driveAbout}>
      {error && <p className="bad">{explain(error)}</p>}
      {data && <Facts status={data} />}
      {data && (
        <ul className="rows" aria-label={people.queues}>
          {data.queues.map((queue) => (
            <QueueRow key={queue.name} queue={queue} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Facts({ status }: { status: DriveStatus }) {
  const { people, library } = words;
  return (
    <>
      {!status.takesWrites && <p className="bad">{people.readOnly}</p>}
      <dl className="facts">
        <dt>{people.version}</dt>
        <dd>{people.runningSince(status.version, formatMoment(status.startedAt))}</dd>
        <dt>{people.holds}</dt>
        <dd>
          {[
            people.accountCount(status.users),
            status.files !== undefined && library.files(status.files),
            status.freeBytes !== undefined && people.free(formatBytes(status.freeBytes)),
          ]
            .filter(Boolean)
            .join(', ')}
        </dd>
        <dt>{people.lastBackup}</dt>
        <dd className={status.backup.state === 'failed' ? 'bad' : ''}>
          {choreWords(status.backup)}
        </dd>
        <dt>{people.lastScrub}</dt>
        <dd className={status.scrub.state === 'failed' ? 'bad' : ''}>{choreWords(status.scrub)}</dd>
      </dl>
    </>
  );
}

function QueueRow({ queue }: { queue: DriveStatus['queues'][number] }) {
  const { people } = words;
  const { name, waiting, delayed, inFlight, failed, paused, oldestSeconds } = queue;
  const work = [
    people.waiting(waiting),
    people.inWork(inFlight),
    delayed > 0 && people.delayed(delayed),
    oldestSeconds !== undefined && people.oldest(formatRemaining(oldestSeconds)),
  ];
  return (
    <li className="row">
      <Icon name={failed > 0 ? 'alert' : 'queue'} />
      <div className={`row-text ${failed > 0 ? 'warning' : ''}`}>
        <strong>
          {queueName(name)} {paused && <span className="badge wrong">{people.paused}</span>}{' '}
          {failed > 0 && <span className="badge wrong">{people.failed(failed)}</span>}
        </strong>
        <small>{work.filter(Boolean).join(', ')}</small>
        {failed > 0 && (
          <small>
            <Filled
              text={people.failedJobs}
              parts={{
                list: <code>audmg jobs list --state dead --queue {name}</code>,
                redrive: <code>audmg jobs redrive --queue {name}</code>,
              }}
            />
          </small>
        )}
      </div>
    </li>
  );
}
