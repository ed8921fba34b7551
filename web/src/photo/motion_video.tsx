import { useEffect, useRef, useState } from 'react';
import { reachable } from '../api/base';
import { words } from '../messages/words';
import { toast } from '../ui/toast';

interface Props {
  url: string;
  /** Called at its end, or when the browser cannot play it. */
  onEnd(): void;
}

/** Plays the video of a motion photo once, over the picture: seen only from its first frame on, so that nothing jumps. */
export function MotionVideo({ url, onEnd }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const [plays, setPlays] = useState(false);
  useEffect(() => {
    // React does not write the attribute, without which browsers refuse to begin.
    if (video.current) video.current.muted = true;
    void video.current?.play().catch(() => undefined);
  }, []);
  return (
    <video
      ref={video}
      src={reachable(url)}
      className={`motion ${plays ? 'plays' : ''}`}
      muted
      aria-label={words.photo.motion}
      playsInline
      crossOrigin="anonymous"
      onPlaying={() => setPlays(true)}
      onEnded={onEnd}
      onError={() => {
        toast(words.photo.motionFails, 'bad');
        onEnd();
      }}
    />
  );
}
