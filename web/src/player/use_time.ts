import { useEffect, useState } from 'react';
import { audioElement } from './audio_element';
import { position } from './engine';
import { usePlayer } from './store';

/** Returns the position in the song, in seconds; renders with every frame while it plays. */
export function useTime(): number {
  const playing = usePlayer((state) => state.playing);
  const file = usePlayer((state) => state.file);
  const [time, setTime] = useState(position);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another song has another position.
  useEffect(() => {
    const element = audioElement();
    const show = () => setTime(position());
    show();
    element.addEventListener('timeupdate', show);
    element.addEventListener('seeking', show);
    element.addEventListener('emptied', show);
    let frame = 0;
    const tick = () => {
      show();
      frame = requestAnimationFrame(tick);
    };
    if (playing) frame = requestAnimationFrame(tick);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('timeupdate', show);
      element.removeEventListener('seeking', show);
      element.removeEventListener('emptied', show);
    };
  }, [playing, file]);
  return time;
}
