import { reachable } from '../api/base';
import type { File } from '../api/client';
import { Icon } from '../ui/icon';

/** The cover picture of a song, or an icon in its place. */
export function Cover({ file, size }: { file: File | undefined; size: 'small' | 'large' }) {
  const url = file?.thumbnails?.[size] ?? file?.thumbnails?.small;
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
      ) : (
        <Icon name="audio" size={size === 'large' ? 64 : 22} />
      )}
    </span>
  );
}
