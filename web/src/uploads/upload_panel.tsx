import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useConnection } from '../api/connection';
import { confirm } from '../ui/confirm';
import { formatBytes, formatRemaining, plural } from '../ui/format';
import { IconButton } from '../ui/icon_button';
import { chooseFiles } from './choose_files';
import { inOrderOfInterest, isOver, type Totals, totalsOf, type UploadItem } from './upload_item';
import { uploads } from './upload_queue';
import { UploadRow } from './upload_row';

const ROW_PX = 56;
const FOLD_AFTER_MS = 2500;

/** The list of uploads, in a corner of every screen. */
export function UploadPanel() {
  const items = useSyncExternalStore(uploads.shown.subscribe, uploads.shown.items);
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
        {finished && totals.interrupted === 0 && (
          <IconButton icon="close" label="Close" onClick={() => closePanel(items)} />
        )}
      </header>
      <progress
        max={totals.size || 1}
        value={totals.sent}
        aria-label="All uploads"
        className={finished ? 'finished' : ''}
      />
      {totals.interrupted > 0 && <Interrupted count={totals.interrupted} />}
      {open && <UploadList items={items} />}
    </section>
  );
}

/** Closes the list some time after all uploads have succeeded, and opens it with the next upload. */
function useFolding(perfect: boolean, setOpen: (open: boolean) => void): void {
  useEffect(() => {
    if (!perfect) return setOpen(true);
    const timer = setTimeout(() => setOpen(false), FOLD_AFTER_MS);
    return () => clearTimeout(timer);
  }, [perfect, setOpen]);
}

function titleOf({ count, over, active, paused, trouble, interrupted }: Totals): string {
  const files = plural(count, 'file');
  const again =
    interrupted > 0 ? `, ${plural(interrupted, 'needs', 'need')} to be chosen again` : '';
  if (active > 0) return `Uploading ${over.toLocaleString()} of ${files}${again}`;
  if (paused > 0) return `Paused at ${over.toLocaleString()} of ${files}${again}`;
  const uploaded = count - trouble;
  if (interrupted > 0) {
    const others = trouble > interrupted ? `, ${trouble - interrupted} not` : '';
    return `${files}, ${uploaded.toLocaleString()} done${others}${again}`;
  }
  if (trouble > 0) return `${plural(uploaded, 'file')} uploaded, ${trouble} not`;
  return `${files} uploaded`;
}

/** Asks the user to choose the files again that were lost with the page. */
function Interrupted({ count }: { count: number }) {
  const giveUp = async () => {
    const title = `Give up ${plural(count, 'file')}?`;
    const text = 'They are not in your library yet. The files on your device stay as they are.';
    if (await confirm(title, text, 'Give up')) uploads.removeInterrupted();
  };
  return (
    <div className="uploads-interrupted" role="group" aria-label="Choose again">
      <p>
        The page was closed before they were uploaded. Choose the same files or folder again, or
        drop them anywhere; what is uploaded already is skipped.
      </p>
      <button type="button" className="button" onClick={() => chooseFiles()}>
        Choose files
      </button>
      <button type="button" className="button" onClick={() => chooseFiles(true)}>
        Choose a folder
      </button>
      <button type="button" className="button quiet" onClick={() => void giveUp()}>
        Give up
      </button>
    </div>
  );
}

function progressText({ active, size, sent }: Totals): string {
  if (active === 0) return formatBytes(size);
  if (!useConnection.getState().reachable) return 'Waiting for the connection…';
  const rate = uploads.shown.rate();
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
