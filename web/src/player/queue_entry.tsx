import { useEffect } from 'react';
import { freshFile } from '../library/fetch_files';
import { useCachedFile } from '../library/file_cache';
import { words } from '../messages/words';
import { formatDuration } from '../ui/format';
import { IconButton } from '../ui/icon_button';
import { Cover } from './cover';
import { jumpTo } from './playback';
import { PopoverMenu } from './popover_menu';
import type { Entry } from './queue';
import { usePlayer } from './store';
import { artistOf, titleOf } from './titles';
import type { QueueDrag } from './use_queue_drag';

interface Props {
  entry: Entry;
  index: number;
  current: boolean;
  drag: QueueDrag;
  move(from: number, to: number, title: string): void;
  remove(index: number): void;
}

/** One song of the queue. */
export function QueueEntry({ entry: { id, key }, index, current, drag, move, remove }: Props) {
  const file = useCachedFile(id);
  useEffect(() => {
    if (!file) void freshFile(id).catch(() => undefined);
  }, [id, file]);
  const title = file ? titleOf(file) : '…';
  const { player } = words;
  return (
    <li
      className={current ? 'current' : ''}
      aria-current={current ? 'true' : undefined}
      data-key={key}
      data-index={index}
    >
      <button type="button" className="queue-song" onClick={() => jumpTo(index)}>
        <Cover file={file} size="small" />
        <span className="queue-names">
          <span>{title}</span>
          <small>{file ? artistOf(file) : ''}</small>
        </span>
      </button>
      <span className="time">{formatDuration(file?.durationSeconds ?? 0)}</span>
      {!current && (
        <>
          <EntryMenu index={index} title={title} drag={drag} move={move} remove={remove} />
          <IconButton
            icon="close"
            label={`${player.removeFromQueue}: ${title}`}
            className="queue-remove"
            size={16}
            onClick={() => remove(index)}
          />
        </>
      )}
    </li>
  );
}

interface MenuProps {
  index: number;
  title: string;
  drag: QueueDrag;
  move(from: number, to: number, title: string): void;
  remove(index: number): void;
}

/** The grip of a song: it is dragged, takes the arrow keys with Alt, and opens a menu that does the same. */
function EntryMenu({ index, title, drag, move, remove }: MenuProps) {
  const at = usePlayer((state) => state.at);
  const last = usePlayer((state) => state.queue.length - 1);
  const { player } = words;
  const places = [
    { label: player.moveToTop, to: at + 1 },
    { label: player.moveUp, to: index - 1 },
    { label: player.moveDown, to: index + 1 },
    { label: player.moveToEnd, to: last },
  ];
  return (
    <span
      className="queue-grip"
      {...drag.gripOf(index)}
      onKeyDown={(event) => {
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (!by || !event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        move(index, index + by, title);
      }}
    >
      <PopoverMenu icon="grip" label={player.actionsFor(title)} size={18}>
        {(close) => (
          <>
            {places.map(({ label, to }) => (
              <button
                key={label}
                type="button"
                className="menu-item"
                disabled={to <= at || to > last || to === index}
                onClick={() => {
                  close();
                  move(index, to, title);
                }}
              >
                {label}
              </button>
            ))}
            <button
              type="button"
              className="menu-item"
              onClick={() => {
                close();
                remove(index);
              }}
            >
              {player.removeFromQueue}
            </button>
          </>
        )}
      </PopoverMenu>
    </span>
  );
}
