import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useConnection } from '../api/connection';
import { formatBytes, formatRemaining, plural } from '../ui/format';
import { IconButton } from '../ui/icon_button';
import { inOrderOfInterest, isOver, type Totals, totalsOf, type UploadItem } from './upload_item';
import { uploads } from './upload_queue';
import { UploadRow } from './upload_row';

const ROW_PX = 56;
const FOLD_AFTER_MS = 2500;

/** What is being uploaded, in a corner of every screen. */
export function UploadPanel() {
  const items = useSyncExternalStore(uploads.subscribe, uploads.items);
  const [open, setOpen] = useState(true);
  const totals = totalsOf(items);
  const finished = totals.active === 0 && totals.paused === 0;
  useFolding(items.length > 0 && finished && totals.trouble === 0, setOpen);
  if (items.length === 0) return null;
  return (
    <section className="uploads" aria-label="Uploads">
      <header>
        <button
          type="button"
          className="uploads-title"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <strong>{titleOf(totals)}</strong>
          <small>{progressText(totals)}</small>
        </button>
        {totals.active > 0 && (
          <IconButton icon="pause" label="Pause all" onClick={() => uploads.pauseAll()} />
        )}
        {totals.active === 0 && totals.paused > 0 && (
          <IconButton icon="play" label="Resume all" onClick={() => uploads.resumeAll()} />
        )}
        <IconButton
          icon={open ? 'down' : 'up'}
          label={open ? 'Hide the list' : 'Show the list'}
          onClick={() => setOpen(!open)}
        />
        {finished && <IconButton icon="close" label="Close" onClick={() => closePanel(items)} />}
      </header>
      <progress
        max={totals.size || 1}
        value={totals.sent}
        aria-label="All uploads"
        className={finished ? 'finished' : ''}
      />
      {open && <UploadList items={items} />}
    </section>
  );
}

/** Once all is well the list gets out of the way, and opens again with the next upload. */
function useFolding(perfect: boolean, setOpen: (open: boolean) => void): void {
  useEffect(() => {
    if (!perfect) return setOpen(true);
    const timer = setTimeout(() => setOpen(false), FOLD_AFTER_MS);
    return () => clearTimeout(timer);
  }, [perfect, setOpen]);
}

function titleOf({ count, over, active, paused, trouble }: Totals): string {
  if (active > 0) return `Uploading ${over.toLocaleString()} of ${plural(count, 'file')}`;
  if (paused > 0) return `Paused at ${over.toLocaleString()} of ${plural(count, 'file')}`;
  if (trouble > 0) return `${plural(count - trouble, 'file')} uploaded, ${trouble} not`;
  return `${plural(count, 'file')} uploaded`;
}

function progressText({ active, size, sent }: Totals): string {
  if (active === 0) return formatBytes(size);
  if (!useConnection.getState().reachable) return 'Waiting for the connection…';
  const rate = uploads.rate();
  const amount = `${formatBytes(sent)} of ${formatBytes(size)}`;
  if (rate < 1 || sent >= size) return amount;
  return `${amount} · ${formatBytes(rate)}/s · ${formatRemaining((size - sent) / rate)} left`;
}

function closePanel(items: readonly UploadItem[]): void {
  for (const item of items) if (isOver(item) || item.state === 'failed') uploads.remove(item.id);
}

function UploadList({ items: all }: { items: readonly UploadItem[] }) {
  const items = inOrderOfInterest(all);
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 5,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div ref={box} className="uploads-list" tabIndex={0} role="group" aria-label="Files">
      <ul style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          return item && <UploadRow key={item.id} item={item} y={start} />;
        })}
      </ul>
    </div>
  );
}
