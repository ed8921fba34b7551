import { useEffect, useRef } from 'react';
import { indexAt, type Lyrics } from './lyrics';
import { seek } from './playback';
import { useTime } from './use_time';

const reducesMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function LyricsView({ lyrics }: { lyrics: Lyrics }) {
  return lyrics.timed ? (
    <TimedLyrics lyrics={lyrics} />
  ) : (
    <p className="lyrics plain">{lyrics.lines.map(({ text }) => text).join('\n')}</p>
  );
}

/** Lyrics that follow the song; a line leads to its moment. */
function TimedLyrics({ lyrics: { lines } }: { lyrics: Lyrics }) {
  const time = useTime();
  const current = indexAt(
    lines.map(({ at = 0 }) => at),
    time,
  );
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.children[Math.max(current, 0)]?.scrollIntoView({
      block: 'center',
      behavior: reducesMotion() ? 'instant' : 'smooth',
    });
  }, [current]);
  return (
    <ol ref={list} className="lyrics timed">
      {lines.map(({ at = 0, text }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a song stay as they are.
        <li key={i} aria-current={i === current ? 'true' : undefined}>
          {text ? (
            <button type="button" onClick={() => seek(at)}>
              {text}
            </button>
          ) : (
            <span aria-hidden="true">♪</span>
          )}
        </li>
      ))}
    </ol>
  );
}
