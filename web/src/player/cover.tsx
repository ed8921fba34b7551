import { reachable } from '../api/base';
import type { File } from '../api/client';
import { thumbnailFor } from '../library/thumbnail';
import { Initials, WaveformCover } from './drawn_cover';

/** How wide a cover in a grid is, in CSS pixels. */
const CARD_PX = 200;

interface Props {
  /** The file whose picture is shown; undefined until its record is here. */
  file: File | undefined;
  size: 'small' | 'card' | 'large';
  /** What the cover stands for if that is not the song itself, and whose colour it has without a picture. */
  of?: { readonly name: string; readonly seed?: string | undefined };
}

function urlOf(file: File | undefined, size: Props['size']): string | undefined {
  if (!file) return;
  if (size === 'card') return thumbnailFor(file, CARD_PX * devicePixelRatio);
  return file.thumbnails?.[size] ?? file.thumbnails?.small;
}

/** The cover picture of a song, or one that is drawn: a song's waveform, the initials of anything else. */
export function Cover({ file, size, of }: Props) {
  const url = urlOf(file, size);
  const color = file?.dominantColor;
  return (
    <span className={`cover ${size}`} style={color ? { backgroundColor: color } : undefined}>
      {url ? (
        <img
          src={reachable(url)}
          alt=""
          crossOrigin="anonymous"
          decoding="async"
          draggable={false}
        />
      ) : of ? (
        <Initials {...of} />
      ) : (
        file && <WaveformCover file={file} />
      )}
    </span>
  );
}
