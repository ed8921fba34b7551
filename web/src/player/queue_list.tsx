import { type KeyboardEvent, useRef, useState } from 'react';
import { words } from '../messages/words';
import { type Entry, sectionsOf } from './queue';
import { clearQueue, moveInQueue, removeFromQueue } from './queue_actions';
import { QueueEntry } from './queue_entry';
import { usePlayer } from './store';
import { useQueueDrag } from './use_queue_drag';

/** A queue may hold a whole library; nobody looks through more than this by hand. */
const MAX_SHOWN = 100;

/** The songs that come next, which can be moved and removed by pointer, keys and menus. */
export function QueueList() {
  const list = usePlayer((state) => state.list);
  const [said, say] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const drag = useQueueDrag(box);
  const { player } = words;
  const { entries, at } = list;
  const sections = sectionsOf(list, MAX_SHOWN);
  const hidden = entries.length - at - 1 - MAX_SHOWN;

  const focusOn = (key: number | undefined, part: string) =>
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(`[data-key="${key}"] ${part}`)?.focus(),
    );
  const move = (from: number, to: number, title: string) => {
    if (to <= at || to >= entries.length || to === from) return;
    moveInQueue(from, to);
    say(player.movedTo(title, to - at, entries.length - at - 1));
    focusOn(entries[from]?.key, '.queue-grip button');
  };
  const remove = (index: number) => {
    const neighbour = entries[index + 1] ?? (index - 1 > at ? entries[index - 1] : undefined);
    removeFromQueue(index);
    focusOn(neighbour?.key, '.queue-song');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const song = (event.target as HTMLElement).closest('.queue-song');
    if (!by || !song) return;
    event.preventDefault();
    const songs = [...event.currentTarget.querySelectorAll<HTMLElement>('.queue-song')];
    songs[songs.indexOf(song as HTMLElement) + by]?.focus();
  };

  const current = entries[at];
  return (
    <div ref={box} className="queue-list" onKeyDown={onKeyDown}>
      {current && (
        <ol>
          <QueueEntry entry={current} index={at} current drag={drag} move={move} remove={remove} />
        </ol>
      )}
      {sections.map(({ added, from, entries: some }, i) => (
        <section key={some[0]?.key}>
          <header>
            <h3>{added ? player.addedByYou : player.nextUp}</h3>
            {i === 0 && (
              <button type="button" className="button quiet" onClick={clearQueue}>
                {player.clearQueue}
              </button>
            )}
          </header>
          <ol>
            {some.map((entry: Entry, offset) => (
              <QueueEntry
                key={entry.key}
                entry={entry}
                index={from + offset}
                current={false}
                drag={drag}
                move={move}
                remove={remove}
              />
            ))}
          </ol>
        </section>
      ))}
      {sections.length === 0 && <p className="queue-rest">{player.nothingNext}</p>}
      {hidden > 0 && <p className="queue-rest">{player.moreSongs(hidden)}</p>}
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}
