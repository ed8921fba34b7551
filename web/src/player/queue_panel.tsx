import { useEffect, useRef } from 'react';
import { words } from '../messages/words';
import { IconButton } from '../ui/icon_button';
import { QueueList } from './queue_list';

/** The queue above the bar. */
export function QueuePanel({ close }: { close(): void }) {
  const { player } = words;
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.querySelector<HTMLElement>('.queue-song')?.focus(), []);
  return (
    <div
      ref={panel}
      className="queue-panel"
      role="region"
      aria-label={player.queue}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || document.querySelector('.queue-panel :popover-open')) return;
        event.stopPropagation();
        close();
      }}
    >
      <header>
        <h2>{player.queue}</h2>
        <IconButton icon="close" label={player.closeQueue} onClick={close} />
      </header>
      <QueueList />
    </div>
  );
}
