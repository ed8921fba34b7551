import { isPlaying, pause } from './engine';
import { prepareNext } from './playback';
import { usePlayer } from './store';

export const SLEEP_MINUTES = [5, 15, 30, 45, 60] as const;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Stops the music after so many minutes, or at the end of the song; null takes that back. */
export function sleepAfter(choice: number | 'song' | null): void {
  clearTimeout(timer);
  const sleep = typeof choice === 'number' ? Date.now() + choice * 60_000 : choice;
  usePlayer.setState({ sleep });
  void prepareNext();
  if (typeof choice !== 'number') return;
  timer = setTimeout(() => {
    if (usePlayer.getState().sleep !== sleep) return;
    usePlayer.setState({ sleep: null });
    if (isPlaying()) pause();
  }, choice * 60_000);
}
