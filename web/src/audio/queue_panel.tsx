import { useEffect } from 'react';
import { freshFile } from '../library/fetch_files';
import { useCachedFile } from '../library/file_cache';
import { formatDuration, plural } from '../ui/format';
import { IconButton } from '../ui/icon_button';
import { jumpTo, moveInQueue, removeFromQueue, usePlayer } from './player';
import { artistOf, titleOf } from './titles';

/** A queue may hold a whole library; nobody looks through more than this by hand. */
const MAX_SHOWN = 50;

/** The list of songs that come next. */
export function QueuePanel({ close }: { close(): void }) {
  const { queue, at } = usePlayer();
  const upcoming = queue.slice(at, at + MAX_SHOWN);
  const hidden = queue.length - at - upcoming.length;
  return (
    <div className="queue-panel" role="region" aria-label="Queue">
      <header>
        <h2>Queue</h2>
        <IconButton icon="close" label="Close the queue" onClick={close} />
      </header>
      <ol>
        {upcoming.map((id, i) => (
          <QueueEntry
            // biome-ignore lint/suspicious/noArrayIndexKey: a song may be in the queue twice.
            key={`${id}-${at + i}`}
            id={id}
            index={at + i}
            current={i === 0}
            last={at + i === queue.length - 1}
          />
        ))}
      </ol>
      {hidden > 0 && <p className="queue-rest">and {plural(hidden, 'song')} more</p>}
    </div>
  );
}

interface EntryProps {
  id: string;
  index: number;
  current: boolean;
  last: boolean;
}

function QueueEntry({ id, index, current, last }: EntryProps) {
  const file = useCachedFile(id);
  useEffect(() => {
    if (!file) void freshFile(id).catch(() => undefined);
  }, [id, file]);
  const title = file ? titleOf(file) : '…';
  return (
    <li className={current ? 'current' : ''} aria-current={current ? 'true' : undefined}>
      <button type="button" className="queue-song" onClick={() => jumpTo(index)}>
        <span>{title}</span>
        <small>{file ? artistOf(file) : ''}</small>
      </button>
      <span className="time">{formatDuration(file?.durationSeconds ?? 0)}</span>
      {!current && (
        <>
          <IconButton
            icon="up"
            label={`Move ${title} up`}
            size={16}
            onClick={() => moveInQueue(index, -1)}
          />
          <IconButton
            icon="down"
            label={`Move ${title} down`}
            size={16}
            disabled={last}
            onClick={() => moveInQueue(index, 1)}
          />
          <IconButton
            icon="close"
            label={`Remove ${title}`}
            size={16}
            onClick={() => removeFromQueue(index)}
          />
        </>
      )}
    </li>
  );
}
