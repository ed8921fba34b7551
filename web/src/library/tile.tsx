import { type CSSProperties, memo, useState } from 'react';
import { useLocation } from 'wouter';
import { reachable } from '../api/base';
import type { File } from '../api/client';
import { Icon } from '../ui/icon';
import { Placeholder } from '../ui/placeholder';
import type { Item } from './catalogue';
import { fetchFile } from './fetch_files';
import { useCachedFile } from './file_cache';
import { thumbnailFor } from './thumbnail';
import { useLongPress } from './use_long_press';

interface Props {
  item: Item;
  width: number;
  height: number;
  selected: boolean;
  /** Files are selected, so a click selects, too. */
  selecting: boolean;
  /** The user scrolls so fast that pictures need not be drawn yet. */
  rushing: boolean;
  choose(id: string, range: boolean): void;
}

/** One picture of the grid. During fast scrolling it is a patch of its colour. */
export const Tile = memo(function Tile(props: Props) {
  const { item, width, height, selected, selecting, rushing } = props;
  const [shown, setShown] = useState(!rushing);
  if (!rushing && !shown) setShown(true);
  const style: CSSProperties = { width, height };
  if (item.color) style.backgroundColor = item.color;
  const states = [selected && 'selected', selecting && 'selecting'].filter(Boolean).join(' ');
  return (
    <div className={`tile ${states}`} style={style} data-id={item.id}>
      {shown && <TileBody {...props} />}
    </div>
  );
});

function TileBody({ item, width, height, selected, selecting, choose }: Props) {
  const file = useCachedFile(item.id);
  const [, navigate] = useLocation();
  const href = `/photos/${item.id}`;
  const longPress = useLongPress(() => choose(item.id, false));
  const name = file?.fileName ?? 'Photo';
  return (
    <>
      <a
        href={href}
        className="tile-link"
        draggable={false}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          if (selecting || event.shiftKey) choose(item.id, event.shiftKey);
          else navigate(href);
        }}
        {...longPress}
      >
        <span className="visually-hidden">{name}</span>
        {file && <TileContent file={file} pixels={Math.max(width, height) * devicePixelRatio} />}
      </a>
      <button
        type="button"
        className="tile-check"
        role="checkbox"
        aria-checked={selected}
        aria-label={`Select ${name}`}
        onClick={(event) => choose(item.id, event.shiftKey)}
      >
        <Icon name="check" size={16} />
      </button>
    </>
  );
}

function TileContent({ file, pixels }: { file: File; pixels: number }) {
  const url = thumbnailFor(file, pixels);
  if (url) return <Thumbnail id={file.fileId} url={url} hash={file.placeholder} />;
  if (file.status === 'failed') {
    return (
      <span className="tile-state failed">
        <Icon name="alert" />
        <span>Cannot be shown</span>
      </span>
    );
  }
  return (
    <span className="tile-state processing">
      <span className="spinner" />
      <span>Processing</span>
    </span>
  );
}

interface ThumbnailProps {
  id: string;
  url: string;
  hash: string | undefined;
}

/** URLs of pictures that the browser has loaded already; these need no placeholder and no fading. */
const seen = new Set<string>();
const MAX_SEEN = 20_000;

function Thumbnail({ id, url, hash }: ThumbnailProps) {
  const [loaded, setLoaded] = useState(() => seen.has(url));
  const [instant] = useState(loaded);
  return (
    <>
      {hash && !instant && <Placeholder hash={hash} />}
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
        onError={() => void fetchFile(id).catch(() => undefined)}
      />
    </>
  );
}
