import { reachable } from '../api/base';
import { audioElement } from './audio_element';
import { isPlaying, position } from './engine';
import { next, previous, seek, toggle } from './playback';
import { usePlayer } from './store';
import { titleOf } from './titles';

const STEP_S = 10;

/** Connects the player with media keys, lock screens and headsets. */
export function connectMediaSession(): void {
  const session = navigator.mediaSession;
  if (!session) return;
  const handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
    play: () => !isPlaying() && toggle(),
    pause: () => isPlaying() && toggle(),
    stop: () => isPlaying() && toggle(),
    nexttrack: next,
    previoustrack: previous,
    seekto: ({ seekTime }) => seek(seekTime ?? 0),
    seekforward: ({ seekOffset }) => seek(position() + (seekOffset ?? STEP_S)),
    seekbackward: ({ seekOffset }) => seek(position() - (seekOffset ?? STEP_S)),
  };
  for (const [action, handler] of Object.entries(handlers)) {
    try {
      session.setActionHandler(action as MediaSessionAction, handler);
    } catch {
      // Not every browser knows every action.
    }
  }
  usePlayer.subscribe(({ file, playing, duration, speed }, before) => {
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
    if (file) tellPosition(session, duration, speed);
  });
  audioElement().addEventListener('seeked', () => {
    const { file, duration, speed } = usePlayer.getState();
    if (file) tellPosition(session, duration, speed);
  });
}

function tellPosition(session: MediaSession, duration: number, playbackRate: number): void {
  if (duration <= 0 || !session.setPositionState) return;
  session.setPositionState({ duration, playbackRate, position: Math.min(position(), duration) });
}
