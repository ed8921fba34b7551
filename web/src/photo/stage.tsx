import {
  type CSSProperties,
  type Ref,
  type RefObject,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import type { File } from '../api/client';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { motionOf } from './motion';
import { Picture } from './picture';
import { pixelsOf } from './picture_urls';
import { useFile } from './use_file';
import { type PictureControls, useGestures, type Wishes } from './use_gestures';

interface Props extends Omit<Wishes, 'hold'> {
  id: string;
  file: File;
  previousId: string | undefined;
  nextId: string | undefined;
  controls: Ref<PictureControls>;
}

/** The picture between its neighbours, which come into sight while a finger drags them. */
export function Stage({ id, file, previousId, nextId, controls, ...wishes }: Props) {
  const stage = useRef<HTMLDivElement>(null);
  const track = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  /** The picture whose motion plays. */
  const [moving, setMoving] = useState<string | null>(null);
  const motion = motionOf(file);
  const play = (on: boolean) => setMoving(on && motion ? id : null);
  const elements = { stage, track, content };
  const { handlers, scale, ...zoom } = useGestures(id, pixelsOf(file), elements, {
    ...wishes,
    hold: play,
  });
  useImperativeHandle(controls, () => zoom);
  const slides = [
    { slideId: previousId, at: -1 },
    { slideId: id, at: 0 },
    { slideId: nextId, at: 1 },
  ];
  return (
    <>
      <div ref={stage} className={`stage ${scale > 1 ? 'zoomed' : ''}`} {...handlers}>
        <div ref={track} className="track">
          {slides.map(
            ({ slideId, at }) =>
              slideId && (
                <Slide
                  key={slideId}
                  id={slideId}
                  at={at}
                  content={at === 0 ? content : undefined}
                  scale={at === 0 ? scale : 1}
                  motion={at === 0 && moving === id ? motion : undefined}
                  onMotionEnd={() => setMoving(null)}
                />
              ),
          )}
        </div>
      </div>
      {motion && (
        <button
          type="button"
          className="motion-button photo-chrome"
          onClick={() => play(true)}
          onPointerEnter={(event) => event.pointerType === 'mouse' && play(true)}
          onPointerLeave={(event) => event.pointerType === 'mouse' && play(false)}
        >
          <Icon name="motion" size={18} /> {words.photo.playMotion}
        </button>
      )}
    </>
  );
}

interface SlideProps {
  id: string;
  at: number;
  content: RefObject<HTMLDivElement | null> | undefined;
  scale: number;
  motion: string | undefined;
  onMotionEnd(): void;
}

function Slide({ id, at, ...rest }: SlideProps) {
  const { file } = useFile(id);
  const place = { '--at': at } as CSSProperties;
  return (
    <div className={`slide ${at === 0 ? 'current' : ''}`} style={place} aria-hidden={at !== 0}>
      {file && <Picture file={file} {...rest} />}
    </div>
  );
}
