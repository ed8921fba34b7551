import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { monthName } from '../library/day';
import { words } from '../messages/words';
import { type Month, marksFor, monthAt, monthByKey } from './months';
import { useHeight } from './use_height';

interface Props {
  months: readonly Month[];
  /** How far the grid can be scrolled. */
  reach: number;
  /** How far it is scrolled. */
  scrolled: number;
  /** The user scrolls so fast that headings cannot be read. */
  isFast: boolean;
  /** Scrolls to a distance from the top of the grid, and returns how far that went. */
  seek(y: number): number;
}

/** On touch screens the handle stays for a while after scrolling. */
const AWAKE_MS = 1500;

const clamp = (fraction: number) => Math.min(Math.max(fraction, 0), 1);

/** The years and months at the right edge, through which people move by dragging, tapping and keys. */
export function Scrubber({ months, reach, scrolled, isFast, seek }: Props) {
  const [track, height] = useHeight<HTMLDivElement>();
  const marks = useMemo(() => marksFor(months, reach, height), [months, reach, height]);
  const { at, goTo } = useMonth(months, scrolled, seek);
  const [hover, setHover] = useState<number | null>(null);
  /** How far below the top of the handle it was taken hold of; null while it is not dragged. */
  const grip = useRef<number | null>(null);
  const [dragging, setDragging] = useState(false);
  const awake = useAwake(scrolled);

  const y = clamp(scrolled / reach) * height;
  const fractionOf = (event: PointerEvent) => {
    const { top } = event.currentTarget.getBoundingClientRect();
    return clamp((event.clientY - top - (grip.current ?? 0)) / height);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = monthByKey(event.key, months, at);
    if (to === null) return;
    event.preventDefault();
    goTo(to);
  };
  const states = [dragging && 'dragging', isFast && 'fast', awake && 'awake'];
  const label = hover === null || dragging ? at : monthAt(months, hover * reach);
  const month = months[label]?.month ?? '';
  const current = months[at]?.month ?? '';
  return (
    <div
      ref={track}
      className={`scrubber ${states.filter(Boolean).join(' ')}`}
      role="slider"
      tabIndex={0}
      aria-label={words.timeline.date}
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={months.length}
      // The latest month is at the top, where the value of a slider is greatest.
      aria-valuenow={months.length - at}
      aria-valuetext={current && monthName(current)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        const onHandle = (event.target as Element).closest('.scrubber-handle') !== null;
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = onHandle
          ? event.clientY - event.currentTarget.getBoundingClientRect().top - y
          : 0;
        setDragging(true);
        if (!onHandle) seek(fractionOf(event) * reach);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) {
          seek(fractionOf(event) * reach);
        } else if (event.pointerType === 'mouse') setHover(fractionOf(event));
      }}
      onPointerLeave={() => setHover(null)}
      onLostPointerCapture={() => {
        grip.current = null;
        setDragging(false);
      }}
    >
      <Marks marks={marks} />
      <span className="scrubber-handle" style={{ transform: `translateY(${y}px)` }} />
      <span
        className="scrubber-label"
        aria-hidden="true"
        style={{ transform: `translateY(${hover === null || dragging ? y : hover * height}px)` }}
      >
        {month && monthName(month)}
      </span>
    </div>
  );
}

function Marks({ marks }: { marks: ReturnType<typeof marksFor> }) {
  return useMemo(
    () => (
      <span className="scrubber-marks" aria-hidden="true">
        {marks.map(({ y, year }) => (
          <span
            key={y}
            className={year ? 'scrubber-year' : 'scrubber-dot'}
            style={{ transform: `translateY(${y}px)` }}
          >
            {year}
          </span>
        ))}
      </span>
    ),
    [marks],
  );
}

/**
 * Returns the month at the top of the window, and a function that goes to another. Where the last months fit into one
 * window, they are all at the same place; the one that was gone to is the present one until the page is scrolled.
 */
function useMonth(months: readonly Month[], scrolled: number, seek: (y: number) => number) {
  const [gone, setGone] = useState<{ to: number; scrolled: number } | null>(null);
  const stays = gone !== null && gone.to < months.length && Math.abs(scrolled - gone.scrolled) < 4;
  const at = stays ? gone.to : monthAt(months, scrolled + 1);
  return {
    at,
    goTo(to: number) {
      setGone({ to, scrolled: seek(months[to]?.top ?? 0) });
    },
  };
}

/** Returns whether the page was scrolled a moment ago. */
function useAwake(scrolled: number): boolean {
  const [awake, setAwake] = useState(false);
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of `scrolled` counts.
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    setAwake(true);
    const timer = setTimeout(() => setAwake(false), AWAKE_MS);
    return () => clearTimeout(timer);
  }, [scrolled]);
  return awake;
}
