import { type CSSProperties, useMemo } from 'react';
import type { File } from '../api/client';
import { hueOf, initialsOf } from './cover_art';
import { barsOf } from './peaks';
import { titleOf } from './titles';
import { usePeaks } from './use_peaks';

const SIDE = 100;
const BARS = 11;
const BAR_WIDTH = 3.6;
const MARGIN = 20;
const MAX_HEIGHT = 56;
const MIN_LEVEL = 0.08;

/** The ground of a drawn cover: two neighbouring hues. */
const ground = (name: string) => ({ '--hue': hueOf(name) }) as CSSProperties;

/** A cover for an album, artist or genre without a picture: its initials on a colour of its own. */
export function Initials({ name, seed = name }: { name: string; seed?: string | undefined }) {
  return (
    <span className="drawn" style={ground(seed)}>
      <svg viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true" focusable="false">
        <text x="50" y="52" textAnchor="middle" dominantBaseline="central">
          {initialsOf(name)}
        </text>
      </svg>
    </span>
  );
}

/** A cover for a song without a picture: its own waveform, on the colour of its artist. */
export function WaveformCover({ file }: { file: File }) {
  const peaks = usePeaks(file);
  const path = useMemo(() => {
    if (!peaks) return '';
    const step = (SIDE - 2 * MARGIN) / (BARS - 1);
    return [...barsOf(peaks, BARS)]
      .map((level, i) => {
        const height = Math.max(level, MIN_LEVEL) * MAX_HEIGHT;
        return `M${(MARGIN + i * step).toFixed(1)} ${(50 - height / 2).toFixed(1)}v${height.toFixed(1)}`;
      })
      .join('');
  }, [peaks]);
  const { artist, album } = file.tags ?? {};
  return (
    <span className="drawn" style={ground(artist ?? album ?? titleOf(file))}>
      <svg viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true" focusable="false">
        <path d={path} strokeWidth={BAR_WIDTH} />
      </svg>
    </span>
  );
}
