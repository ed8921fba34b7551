import { useEffect, useState } from 'react';
import { audioElement } from './audio_element';
import { usePlayer } from './player';

/** Returns the position in the song, in seconds; renders with every frame while it plays. */
export function useTime(): number {
  const playing = usePlayer((state) => state.playing);
  const [time, setTime] = useState(() => audioElement().currentTime);
  useEffect(() => {
    const element = audioElement();
    const show = () => setTime(element.currentTime);
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
  }, [playing]);
  return time;
}
