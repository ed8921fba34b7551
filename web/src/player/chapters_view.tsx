import { words } from '../messages/words';
import { formatDuration } from '../ui/format';
import { indexAt } from './lyrics';
import { seek } from './playback';
import type { Chapter } from './use_details';
import { useTime } from './use_time';

/** The chapters of a book; each leads to its beginning. */
export function ChaptersView({ chapters }: { chapters: readonly Chapter[] }) {
  const current = indexAt(
    chapters.map(({ startSeconds }) => startSeconds),
    useTime(),
  );
  return (
    <ol className="chapters">
      {chapters.map(({ startSeconds, title }, i) => (
        <li key={startSeconds} aria-current={i === current ? 'true' : undefined}>
          <button type="button" onClick={() => seek(startSeconds)}>
            <span>{title || words.player.chapter(i + 1)}</span>
            <span className="time">{formatDuration(startSeconds)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
