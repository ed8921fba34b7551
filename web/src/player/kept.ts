import type { Places } from './listening';
import type { Queue, Repeat } from './queue';

/** What is kept of the player over reloads, for each user of this browser. */
export interface Kept {
  ids: string[];
  /** Indices of the entries that the listener added. */
  added: number[];
  /** The indices of `ids` in the order to go back to; null while the queue is not shuffled. */
  order: number[] | null;
  at: number;
  repeat: Repeat;
  shuffle: boolean;
}

/** A queue may hold a whole library, which the browser would not keep: so many songs around the current one are. */
const MOST = 3000;
const BEFORE = 200;

type Field = 'queue' | 'position' | 'places' | 'speeds';
const keyOf = (field: Field, user: string) => `audmg.player.${field}.${user}`;

function read<T>(field: Field, user: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(field, user)) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

function write(field: Field, user: string, value: unknown): void {
  try {
    localStorage.setItem(keyOf(field, user), JSON.stringify(value));
  } catch {
    // The storage is full or forbidden: then the player begins anew after a reload.
  }
}

/** Cuts the queue to what is kept of it. */
export function keptOf({ entries, ordered, at }: Queue, repeat: Repeat, shuffle: boolean): Kept {
  const first = Math.max(0, Math.min(at - BEFORE, entries.length - MOST));
  const some = entries.slice(first, first + MOST);
  const indices = new Map(some.map((entry, i) => [entry, i]));
  return {
    ids: some.map(({ id }) => id),
    added: some.flatMap(({ added }, i) => (added ? [i] : [])),
    order: ordered?.flatMap((entry) => indices.get(entry) ?? []) ?? null,
    at: at - first,
    repeat,
    shuffle,
  };
}

export const keepQueue = (user: string, kept: Kept): void => write('queue', user, kept);
export const keptQueue = (user: string): Kept | null => read<Kept>('queue', user);
export const hasKeptQueue = (user: string): boolean =>
  localStorage.getItem(keyOf('queue', user)) !== null;

/** Forgets the queue and the position in it. */
export function forgetQueue(user: string): void {
  localStorage.removeItem(keyOf('queue', user));
  localStorage.removeItem(keyOf('position', user));
}

export const keepPosition = (user: string, id: string, seconds: number): void =>
  write('position', user, { id, seconds });

export function keptPosition(user: string, id: string): number {
  const kept = read<{ id: string; seconds: number }>('position', user);
  return kept?.id === id ? kept.seconds : 0;
}

export const keepPlaces = (user: string, places: Places): void => write('places', user, places);
export const keptPlaces = (user: string): Places => read<Places>('places', user) ?? [];

export type Speeds = Partial<Record<'music' | 'speech', number>>;
export const keepSpeeds = (user: string, speeds: Speeds): void => write('speeds', user, speeds);
export const keptSpeeds = (user: string): Speeds => read<Speeds>('speeds', user) ?? {};
