import { isPlaying, pause } from './engine';
import { usePlayer } from './store';

/** Lets one tab play at a time: the last one that was told to. */
export function startOneTab(): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel('audmg-player');
  usePlayer.subscribe(({ playing }, before) => {
    if (playing && !before.playing) channel.postMessage('playing');
  });
  channel.onmessage = () => {
    if (isPlaying()) pause();
  };
}
