import { useEffect, useId, useState } from 'react';
import { sentenceText } from '../api/our_words';
import { deleteFiles, retryFile } from '../library/file_actions';
import { useCachedFile } from '../library/file_cache';
import { sourceOf } from '../library/query';
import { useCatalogue } from '../library/use_catalogue';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';

const failedPhotos = sourceOf({ kind: 'image', sort: 'date', status: 'failed' });
/** Nobody reads a longer list; the rest comes up when these are settled. */
const MAX_LISTED = 50;

/** Gathers the photos that the drive could not make ready. */
export function Attention() {
  const [catalogue, { items }] = useCatalogue(failedPhotos);
  const [open, setOpen] = useState(false);
  const list = useId();
  const listed = items.slice(0, MAX_LISTED);
  useEffect(() => {
    if (open) catalogue.want(items.slice(0, MAX_LISTED));
  }, [catalogue, items, open]);
  if (items.length === 0) return null;
  const { timeline } = words;
  const tryAll = () => {
    for (const { id } of listed) void retryFile(id);
  };
  return (
    <section className="attention" aria-label={timeline.needAttention(items.length)}>
      <button
        type="button"
        className="attention-title"
        aria-expanded={open}
        aria-controls={list}
        onClick={() => setOpen(!open)}
      >
        <Icon name="alert" size={18} />
        <strong>{timeline.needAttention(items.length)}</strong>
        <Icon name={open ? 'up' : 'down'} size={18} />
      </button>
      {open && (
        <div id={list} className="attention-body">
          <p>
            <span>{timeline.needAttentionText}</span>
            {items.length > 1 && (
              <button type="button" className="button" onClick={tryAll}>
                <Icon name="retry" size={16} /> {timeline.tryAllAgain}
              </button>
            )}
          </p>
          <ul>
            {listed.map(({ id }) => (
              <FailedPhoto key={id} id={id} />
            ))}
          </ul>
          {items.length > MAX_LISTED && (
            <p>{timeline.moreNeedAttention(items.length - MAX_LISTED)}</p>
          )}
        </div>
      )}
    </section>
  );
}

function FailedPhoto({ id }: { id: string }) {
  const file = useCachedFile(id);
  const [tried, setTried] = useState(false);
  if (!file) return null;
  const { timeline } = words;
  const name = file.fileName;
  const retry = async () => {
    setTried(true);
    await retryFile(id);
    setTried(false);
  };
  return (
    <li>
      <span className="attention-text">
        <span className="attention-name" title={name}>
          {name}
        </span>
        <small>
          {file.failureReason ? sentenceText(file.failureReason) : timeline.cannotBeShown}
        </small>
      </span>
      <button
        type="button"
        className="button quiet"
        aria-label={timeline.tryFileAgain(name)}
        disabled={tried}
        onClick={() => void retry()}
      >
        <Icon name="retry" size={16} /> <span>{timeline.tryAgain}</span>
      </button>
      <button
        type="button"
        className="button quiet"
        aria-label={timeline.deleteNamed(name)}
        onClick={() => void deleteFiles([id])}
      >
        <Icon name="trash" size={16} /> <span>{timeline.deleteFile}</span>
      </button>
    </li>
  );
}
