import { type RefObject, useState } from 'react';
import { reachable } from '../api/base';
import type { File } from '../api/client';
import { sentenceText } from '../api/our_words';
import { fetchFile } from '../library/fetch_files';
import { photoName } from '../library/photo_name';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { Placeholder } from '../ui/placeholder';
import { MotionVideo } from './motion_video';
import { pixelsOf, urlsOf } from './picture_urls';

/** Above this scale the large thumbnail is too coarse. */
const SHARP_SCALE = 1.2;

interface Props {
  file: File;
  /** Set for the picture that is looked at; its neighbours have none. */
  content: RefObject<HTMLDivElement | null> | undefined;
  scale: number;
  /** The URL of the video that plays over the picture. */
  motion: string | undefined;
  onMotionEnd(): void;
}

/** One picture of the track: first its placeholder, then the thumbnail, finally all its pixels. */
export function Picture({ file, content, scale, motion, onMotionEnd }: Props) {
  const [loaded, setLoaded] = useState(false);
  const size = pixelsOf(file);
  const name = photoName(file);
  const { small, large, full } = urlsOf(file);
  const sharp = full !== undefined && (scale > SHARP_SCALE || large === undefined);
  const shape = {
    aspectRatio: `${size.width} / ${size.height}`,
    maxWidth: size.width,
    '--aspect': size.width / size.height,
  };
  return (
    <>
      <div ref={content} className="picture">
        <div className="picture-frame" style={shape}>
          {!loaded && file.placeholder && <Placeholder hash={file.placeholder} />}
          {!loaded && small && <Layer url={small} />}
          {large && (
            <Layer
              url={large}
              name={name}
              onLoad={() => setLoaded(true)}
              onError={() => void fetchFile(file.fileId).catch(() => undefined)}
            />
          )}
          {sharp && full && (
            <Layer url={full} {...(large ? {} : { name })} onLoad={() => setLoaded(true)} />
          )}
          {motion && <MotionVideo key={motion} url={motion} onEnd={onMotionEnd} />}
        </div>
      </div>
      {!loaded && !large && file.status === 'processing' && (
        <p className="stage-state">
          <span className="spinner" /> {words.photo.processing}
        </p>
      )}
      {file.status === 'failed' && (
        <p className="stage-state">
          <Icon name="alert" />{' '}
          {file.failureReason ? sentenceText(file.failureReason) : words.photo.cannotBeShown}
        </p>
      )}
    </>
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
