import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useConnection } from '../api/connection';
import { words } from '../messages/words';
import { confirm } from '../ui/confirm';
import { IconButton } from '../ui/icon_button';
import { chooseFiles } from './choose_files';
import { inOrderOfInterest, isOver, type Totals, type UploadItem } from './upload_item';
import { uploads } from './upload_queue';
import { UploadRow } from './upload_row';
import { progressText, titleOf } from './upload_words';

const ROW_PX = 56;
const FOLD_AFTER_MS = 2500;

interface Props {
  items: readonly UploadItem[];
  totals: Totals;
}

/** The list of uploads, in a corner of every screen. */
export function UploadPanel({ items, totals }: Props) {
  const reachable = useConnection((state) => state.reachable);
  const { uploads: texts } = words;
  const [open, setOpen] = useState(true);
  const finished = totals.active === 0 && totals.paused === 0;
  useFolding(finished && totals.trouble === 0, setOpen);
  return (
    <section className="uploads" aria-label={texts.title}>
      <header>
        <button
          type="button"
          className="uploads-title"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <strong>{titleOf(totals)}</strong>
          <small>{progressText(totals, reachable ? uploads.shown.rate() : null)}</small>
        </button>
        {totals.active > 0 && (
          <IconButton icon="pause" label={texts.pauseAll} onClick={() => uploads.pauseAll()} />
        )}
        {totals.active === 0 && totals.paused > 0 && (
          <IconButton icon="play" label={texts.resumeAll} onClick={() => uploads.resumeAll()} />
        )}
        <IconButton
          icon={open ? 'down' : 'up'}
          label={open ? texts.hideList : texts.showList}
          onClick={() => setOpen(!open)}
        />
        {finished && totals.interrupted === 0 && (
          <IconButton icon="close" label={texts.close} onClick={() => closePanel(items)} />
        )}
      </header>
      <progress
        max={totals.size || 1}
        value={totals.sent}
        aria-label={texts.all}
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

/** Asks the user to choose the files again that were lost with the page. */
function Interrupted({ count }: { count: number }) {
  const { uploads: texts } = words;
  const giveUp = async () => {
    const yes = await confirm(texts.giveUpQuestion(count), texts.giveUpText, texts.giveUp);
    if (yes) uploads.removeInterrupted();
  };
  return (
    <div className="uploads-interrupted" role="group" aria-label={texts.chooseAgain}>
      <p>{texts.chooseAgainText}</p>
      <button type="button" className="button" onClick={() => chooseFiles()}>
        {texts.chooseFiles}
      </button>
      <button type="button" className="button" onClick={() => chooseFiles(true)}>
        {texts.chooseFolder}
      </button>
      <button type="button" className="button quiet" onClick={() => void giveUp()}>
        {texts.giveUp}
      </button>
    </div>
  );
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
    getItemKey: (index) => items[index]?.id ?? index,
  });
  return (
    <div
      ref={box}
      className="uploads-list"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      role="group"
      aria-label={words.uploads.files}
    >
      <ul style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          return (
            item && (
              <UploadRow
                key={item.id}
                item={item}
                index={index}
                y={start}
                measure={virtualizer.measureElement}
              />
            )
          );
        })}
      </ul>
    </div>
  );
}
