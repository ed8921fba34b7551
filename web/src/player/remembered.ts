import type { File } from '../api/client';
import { useSession } from '../api/session';
import { audioElement } from './audio_element';
import { keepPlaces, keepSpeeds, keptPlaces, keptSpeeds } from './kept';
import { listeningKindOf, placeOf, withPlace } from './listening';
import { gainFor } from './loudness';
import { sourceOf } from './source';
import type { Track } from './track';

const user = () => useSession.getState().session?.username ?? null;

/** Returns where a long file goes on; 0 for songs. */
export function placeFor({ fileId }: File): number {
  const name = user();
  return name ? placeOf(keptPlaces(name), fileId) : 0;
}

/** Notes where a file was left. */
export function leavePlace({ fileId, durationSeconds = 0 }: File, seconds: number): void {
  const name = user();
  if (!name) return;
  const before = keptPlaces(name);
  const after = withPlace(before, fileId, seconds, durationSeconds);
  if (after !== before) keepPlaces(name, after);
}

/** Returns the speed that the listener has chosen for files of this kind. */
export function speedFor(file: File): number {
  const name = user();
  return (name && keptSpeeds(name)[listeningKindOf(file)]) || 1;
}

export function rememberSpeed(file: File, speed: number): void {
  const name = user();
  if (name) keepSpeeds(name, { ...keptSpeeds(name), [listeningKindOf(file)]: speed });
}

export function trackOf(file: File): Track {
  const element = audioElement();
  return {
    id: file.fileId,
    url: sourceOf(file, (type) => element.canPlayType(type)),
    gain: gainFor(file),
    seconds: file.durationSeconds ?? 0,
    sampleRate: file.sampleRate,
    speed: speedFor(file),
  };
}
