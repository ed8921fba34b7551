import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useLater } from '../ui/use_later';
import { Announcer } from './announcer';
import { type Totals, totalsOf } from './upload_item';
import { uploads } from './upload_queue';

const load = () => import('./upload_panel');

/** The place of the uploads on every screen: their list, and the words for those who do not see it. */
export function UploadDock() {
  const items = useSyncExternalStore(uploads.shown.subscribe, uploads.shown.items);
  const totals = totalsOf(items);
  const panel = useLater(load, items.length > 0);
  return (
    <>
      <Announcement totals={totals} />
      {items.length > 0 && panel && <panel.UploadPanel items={items} totals={totals} />}
    </>
  );
}

/** Reads out how the uploads go, to those who do not see the list. */
function Announcement({ totals }: { totals: Totals }) {
  const announcer = useRef(new Announcer());
  const [text, setText] = useState('');
  useEffect(() => {
    const news = announcer.current.next(totals, performance.now());
    if (news) setText(news);
  }, [totals]);
  return (
    <p className="visually-hidden" role="status">
      {text}
    </p>
  );
}
