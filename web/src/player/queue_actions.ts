import { playFrom, prepareNext } from './playback';
import {
  clearedBehind,
  moved,
  orderedQueue,
  type Queue,
  type Repeat,
  shuffledQueue,
  withAtEnd,
  withNext,
  without,
} from './queue';
import { setList, usePlayer } from './store';

const { getState: get, setState: set } = usePlayer;

function change(list: Queue): void {
  if (list === get().list) return;
  setList(list);
  void prepareNext();
}

/** Inserts songs behind the current one, or plays them if there is none. */
export function playNext(ids: readonly string[]): void {
  if (get().at < 0) return playFrom(ids, 0);
  change(withNext(get().list, ids));
}

/** Adds songs behind all others, or plays them if there are none. */
export function addToEnd(ids: readonly string[]): void {
  if (get().at < 0) return playFrom(ids, 0);
  change(withAtEnd(get().list, ids));
}

export const removeFromQueue = (index: number): void => change(without(get().list, index));

export const moveInQueue = (from: number, to: number): void => change(moved(get().list, from, to));

/** Removes all songs that would come after the current one. */
export const clearQueue = (): void => change(clearedBehind(get().list));

export function toggleShuffle(): void {
  const shuffle = !get().shuffle;
  set({ shuffle });
  change(shuffle ? shuffledQueue(get().list) : orderedQueue(get().list));
}

const afterRepeat: Record<Repeat, Repeat> = { off: 'all', all: 'one', one: 'off' };

/** Goes from "off" to "all", to "one", and back to "off". */
export function cycleRepeat(): void {
  set({ repeat: afterRepeat[get().repeat] });
  void prepareNext();
}

/** Plays songs in random order. */
export function playShuffled(ids: readonly string[]): void {
  set({ shuffle: true });
  playFrom(ids, Math.floor(Math.random() * ids.length));
}
