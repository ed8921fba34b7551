import { useEffect, useState, useSyncExternalStore } from 'react';
import { words } from '../messages/words';
import { LocalPicture } from '../uploads/local_picture';
import { useLocalPicture } from '../uploads/local_pictures';
import { isActive, type UploadItem } from '../uploads/upload_item';
import { uploads } from '../uploads/upload_queue';

/** Uploads that are over sooner need not be announced. */
const DELAY_MS = 1200;
const MAX_SHOWN = 12;

/** The photos that are on their way to the drive, as far as this page sends them. */
export function BeingAdded() {
  const items = useSyncExternalStore(uploads.shown.subscribe, uploads.shown.items);
  const coming = items.filter((item) => isActive(item) && uploads.pictureOf(item.id));
  const isLate = useDelayed(coming.length > 0);
  if (coming.length === 0 || !isLate) return null;
  const shown = coming.slice(0, MAX_SHOWN);
  const { timeline } = words;
  return (
    <section className="being-added" aria-label={timeline.beingAdded}>
      <h2>
        {timeline.beingAdded} <small>{timeline.stillToCome(coming.length)}</small>
      </h2>
      <ul>
        {shown.map((item) => (
          <Coming key={item.id} item={item} />
        ))}
        {coming.length > shown.length && (
          <li className="coming rest">{timeline.andMore(coming.length - shown.length)}</li>
        )}
      </ul>
    </section>
  );
}

function Coming({ item }: { item: UploadItem }) {
  const picture = useLocalPicture(item.id, true, uploads.pictureOf(item.id));
  return (
    <li className="coming">
      <span className="visually-hidden">{item.name}</span>
      {picture && <LocalPicture picture={picture} />}
      <span className="coming-sent" style={{ width: `${(100 * item.sent) / item.size}%` }} />
    </li>
  );
}

function useDelayed(wanted: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!wanted) return setLate(false);
    const timer = setTimeout(() => setLate(true), DELAY_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  return late;
}
