import type { File } from '../api/client';

/** Where people want to go on the next time: files over this length. */
const LONG_S = 600;
/** Longer than songs are: taken for speech if the tags do not say what it is. */
const SPEECH_S = 1500;
const SPEECH = /audio\s?book|podcast|spoken|speech|hörbuch|hörspiel|lecture|vortrag/i;
const BEGUN_S = 15;
const LEFT_S = 20;
const MAX_PLACES = 200;

export const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** What a speed is kept for: people hear books faster than songs. */
export type ListeningKind = 'music' | 'speech';

export function listeningKindOf({ tags, fileName, durationSeconds = 0, chapters }: File) {
  const spoken =
    SPEECH.test([tags?.genre, ...(tags?.genres ?? [])].join(' ')) ||
    /\.m4b$/i.test(fileName) ||
    (chapters?.length ?? 0) > 1 ||
    durationSeconds >= SPEECH_S;
  return spoken ? ('speech' as const) : ('music' as const);
}

/** Where each long file was left, the latest last: pairs of id and seconds. */
export type Places = readonly (readonly [id: string, seconds: number])[];

/** Notes where a file was left. One that has hardly begun, or is nearly over, begins anew the next time. */
export function withPlace(places: Places, id: string, seconds: number, duration: number): Places {
  if (duration < LONG_S) return places;
  const others = places.filter(([each]) => each !== id);
  if (seconds < BEGUN_S || seconds > duration - LEFT_S) return others;
  return [...others, [id, Math.floor(seconds)] as const].slice(-MAX_PLACES);
}

export const placeOf = (places: Places, id: string): number =>
  places.find(([each]) => each === id)?.[1] ?? 0;
