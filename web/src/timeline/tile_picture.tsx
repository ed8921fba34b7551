import { useState } from 'react';
import { reachable } from '../api/base';
import type { File } from '../api/client';
import { fetchFile } from '../library/fetch_files';
import { thumbnailFor } from '../library/thumbnail';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { Placeholder } from '../ui/placeholder';
import { LocalPicture } from '../uploads/local_picture';
import { useLocalPicture } from '../uploads/local_pictures';
import { isTransparent, kindOf, shownSize } from './picture_ground';

interface Props {
  file: File;
  width: number;
  height: number;
}

/** What a tile shows of its file: a thumbnail, what this page has itself meanwhile, or the kind of the file. */
export function TilePicture({ file, width, height }: Props) {
  const url = thumbnailFor(file, Math.max(width, height) * devicePixelRatio);
  const local = useLocalPicture(file.fileId, !url);
  if (url) {
    const size = shownSize(file, width, height);
    if (size) return <TinyPicture file={file} url={url} size={size} />;
    return (
      <>
        {isTransparent(file.placeholder) && <span className="tile-ground checker" />}
        <Thumbnail file={file} url={url} local={local} />
      </>
    );
  }
  return (
    <span className="tile-ground" aria-hidden="true">
      {local ? <LocalPicture picture={local} /> : <span className="tile-kind">{kindOf(file)}</span>}
      {file.status === 'failed' ? (
        <span className="tile-badge">
          <Icon name="alert" size={14} />
        </span>
      ) : (
        <span className="tile-progress" />
      )}
    </span>
  );
}

/** A picture that is much smaller than its tile, at a size that it can bear. */
function TinyPicture({ file, url, size }: { file: File; url: string; size: [number, number] }) {
  const [width, height] = size;
  return (
    <span
      className={`tile-ground tiny ${isTransparent(file.placeholder) ? 'checker' : ''}`}
      aria-hidden="true"
    >
      <img
        src={reachable(url)}
        alt=""
        crossOrigin="anonymous"
        draggable={false}
        className="loaded"
        style={{ width, height }}
        onError={() => void fetchFile(file.fileId).catch(() => undefined)}
      />
      <small>{words.timeline.size(file.width ?? 0, file.height ?? 0)}</small>
    </span>
  );
}

/** URLs of pictures that the browser has loaded already; these need no placeholder and no fading. */
const seen = new Set<string>();
const MAX_SEEN = 20_000;

interface ThumbnailProps {
  file: File;
  url: string;
  local: ImageBitmap | undefined;
}

function Thumbnail({ file, url, local }: ThumbnailProps) {
  const [loaded, setLoaded] = useState(() => seen.has(url));
  const [instant] = useState(loaded);
  // What lies below a picture with holes would be seen through them.
  const covered = instant || (loaded && isTransparent(file.placeholder));
  return (
    <>
      {!covered && local && <LocalPicture picture={local} />}
      {!covered && !local && file.placeholder && <Placeholder hash={file.placeholder} />}
      <img
        src={reachable(url)}
        alt=""
        crossOrigin="anonymous"
        decoding="async"
        draggable={false}
        className={`${loaded ? 'loaded' : ''} ${instant ? 'instant' : ''}`}
        onLoad={() => {
          if (seen.size > MAX_SEEN) seen.clear();
          seen.add(url);
          setLoaded(true);
        }}
        onError={() => void fetchFile(file.fileId).catch(() => undefined)}
      />
    </>
  );
}
