import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import { reachable } from '../api/base';
import type { File } from '../api/client';
import { fetchFile } from '../library/fetch_files';
import { Icon } from '../ui/icon';
import { Placeholder } from '../ui/placeholder';
import { pixelsOf, urlsOf } from './picture_urls';
import { useZoom, type Zoom } from './use_zoom';

/** Above this scale the large thumbnail is too coarse. */
const SHARP_SCALE = 1.2;

export type PictureControls = Pick<Zoom, 'zoomIn' | 'zoomOut' | 'reset'>;

interface Props {
  file: File;
  controls: Ref<PictureControls>;
  next(): void;
  previous(): void;
  close(): void;
}

/** One picture on the stage: first its placeholder, then the thumbnail, finally all its pixels. */
export function Picture({ file, controls, next, previous, close }: Props) {
  const stage = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [loaded, setLoaded] = useState(false);
  const size = pixelsOf(file);
  const zoom = useZoom(stage, content, size, { next, previous, close });
  useImperativeHandle(controls, () => zoom);
  const { small, large, full } = urlsOf(file);
  const sharp = full !== undefined && (zoom.scale > SHARP_SCALE || large === undefined);
  const shape = {
    aspectRatio: `${size.width} / ${size.height}`,
    maxWidth: size.width,
    '--aspect': size.width / size.height,
  };
  return (
    <div ref={stage} className={`stage ${zoom.scale > 1 ? 'zoomed' : ''}`} {...zoom.handlers}>
      <div ref={content} className="picture">
        <div className="picture-frame" style={shape}>
          {!loaded && file.placeholder && <Placeholder hash={file.placeholder} />}
          {!loaded && small && <Layer url={small} />}
          {large && (
            <Layer
              url={large}
              name={file.fileName}
              onLoad={() => setLoaded(true)}
              onError={() => void fetchFile(file.fileId).catch(() => undefined)}
            />
          )}
          {sharp && full && (
            <Layer
              url={full}
              {...(large ? {} : { name: file.fileName })}
              onLoad={() => setLoaded(true)}
            />
          )}
        </div>
      </div>
      {!loaded && !large && file.status === 'processing' && (
        <p className="stage-state">
          <span className="spinner" /> Processing…
        </p>
      )}
      {file.status === 'failed' && (
        <p className="stage-state">
          <Icon name="alert" /> {file.failureReason ?? 'This file cannot be shown.'}
        </p>
      )}
    </div>
  );
}

interface LayerProps {
  url: string;
  name?: string;
  onLoad?(): void;
  onError?(): void;
}

function Layer({ url, name = '', onLoad, onError }: LayerProps) {
  return (
    <img
      key={url}
      src={reachable(url)}
      alt={name}
      crossOrigin="anonymous"
      decoding="async"
      draggable={false}
      onLoad={onLoad}
      onError={onError}
    />
  );
}
