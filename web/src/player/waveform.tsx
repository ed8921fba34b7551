import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { File } from '../api/client';
import { words } from '../messages/words';
import { formatDuration } from '../ui/format';
import { useTheme } from '../ui/theme';
import { position } from './engine';
import { barsOf, type Peaks } from './peaks';
import { seek } from './playback';
import { usePeaks } from './use_peaks';
import { useTime } from './use_time';

const BAR_PX = 2;
const GAP_PX = 1.5;
/** Below this height there is no room for a wave: a plain line is drawn. */
const LINE_PX = 12;
const MIN_LEVEL = 0.06;
const STEP_S = 5;

/** Draws the waveform of a song, and seeks in it. */
export function Waveform({ file, duration }: { file: File; duration: number }) {
  const peaks = usePeaks(file);
  const time = useTime();
  const box = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);

  const secondsAt = (event: PointerEvent) => {
    const { left, width } = (box.current as HTMLElement).getBoundingClientRect();
    return Math.min(Math.max((event.clientX - left) / width, 0), 1) * duration;
  };
  const shown = dragged ?? time;
  const onKeyDown = (event: KeyboardEvent) => {
    // What is shown may be older than the last key.
    const at = position();
    const to = { ArrowRight: at + STEP_S, ArrowLeft: at - STEP_S, Home: 0, End: duration - 1 }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    seek(to);
  };

  return (
    <div
      ref={box}
      className="waveform"
      role="slider"
      tabIndex={0}
      aria-label={words.player.seek}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration)}
      aria-valuenow={Math.round(shown)}
      aria-valuetext={words.player.positionOf(formatDuration(shown), formatDuration(duration))}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(secondsAt(event));
      }}
      onPointerMove={(event) => {
        setPointed(secondsAt(event));
        if (dragged !== null) setDragged(secondsAt(event));
      }}
      onPointerUp={(event) => {
        if (dragged !== null) seek(secondsAt(event));
        setDragged(null);
      }}
      onPointerCancel={() => setDragged(null)}
      onPointerLeave={() => setPointed(null)}
    >
      <Bars peaks={peaks} share={duration > 0 ? shown / duration : 0} />
      {pointed !== null && duration > 0 && (
        <span className="waveform-time" style={{ left: `${(pointed / duration) * 100}%` }}>
          {formatDuration(pointed)}
        </span>
      )}
    </div>
  );
}

/** Draws bars, those up to `share` as played. Without peaks it draws a plain line. */
function Bars({ peaks, share }: { peaks: Peaks | undefined; share: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const bars = useRef<{ peaks: Peaks | undefined; levels: Float32Array } | null>(null);
  const theme = useTheme((state) => state.theme);
  const [size, setSize] = useState({ width: 0, height: 0 });

  useEffect(() => {
    const target = canvas.current as HTMLCanvasElement;
    const observer = new ResizeObserver(() =>
      setSize({ width: target.clientWidth, height: target.clientHeight }),
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours depend on the theme.
  useEffect(() => {
    const target = canvas.current as HTMLCanvasElement;
    const context = target.getContext('2d');
    const { width, height } = size;
    if (!context || width === 0) return;
    const count = Math.max(1, Math.floor(width / (BAR_PX + GAP_PX)));
    let drawn = bars.current;
    if (drawn?.peaks !== peaks || drawn?.levels.length !== count) {
      drawn = { peaks, levels: peaks ? barsOf(peaks, count) : new Float32Array(count) };
      bars.current = drawn;
    }
    const ratio = devicePixelRatio;
    if (target.width !== Math.round(width * ratio)) target.width = Math.round(width * ratio);
    if (target.height !== Math.round(height * ratio)) target.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const { color: heard, outlineColor: ahead } = getComputedStyle(target);
    const { levels } = drawn;
    if (height < LINE_PX) {
      context.fillStyle = ahead;
      context.fillRect(0, 0, width, height);
      context.fillStyle = heard;
      context.fillRect(0, 0, width * share, height);
      return;
    }
    const step = width / count;
    for (let i = 0; i < count; i++) {
      const bar = Math.max(levels[i] as number, MIN_LEVEL) * (height - 2);
      context.fillStyle = (i + 0.5) / count <= share ? heard : ahead;
      context.fillRect(i * step, (height - bar) / 2, BAR_PX, bar);
    }
  }, [peaks, share, size, theme]);

  return <canvas ref={canvas} />;
}
