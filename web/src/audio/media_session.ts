import { reachable } from '../api/base';
import { audioElement } from './audio_element';
import { next, previous, seek, toggle, usePlayer } from './player';
import { titleOf } from './titles';

const STEP_S = 10;

/** Connects the player with media keys, lock screens and headsets. */
export function connectMediaSession(): void {
  const session = navigator.mediaSession;
  if (!session) return;
  const handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
    play: toggle,
    pause: toggle,
    nexttrack: next,
    previoustrack: previous,
    seekto: ({ seekTime }) => seek(seekTime ?? 0),
    seekforward: ({ seekOffset }) => seek(audioElement().currentTime + (seekOffset ?? STEP_S)),
    seekbackward: ({ seekOffset }) => seek(audioElement().currentTime - (seekOffset ?? STEP_S)),
  };
  for (const [action, handler] of Object.entries(handlers)) {
    try {
      session.setActionHandler(action as MediaSessionAction, handler);
    } catch {
      // Not every browser knows every action.
    }
  }
  usePlayer.subscribe(({ file, playing, duration }, before) => {
    if (file !== before.file) {
      const cover = file?.thumbnails?.large ?? file?.thumbnails?.small;
      session.metadata = file
        ? new MediaMetadata({
            title: titleOf(file),
            artist: file.tags?.artist ?? '',
            album: file.tags?.album ?? '',
            artwork: cover
              ? [{ src: new URL(reachable(cover), location.href).href, type: 'image/webp' }]
              : [],
          })
        : null;
    }
    if (playing !== before.playing)
      session.playbackState = file ? (playing ? 'playing' : 'paused') : 'none';
    if (file && duration > 0 && session.setPositionState) {
      session.setPositionState({
        duration,
        position: Math.min(audioElement().currentTime, duration),
      });
    }
  });
}
