import { create } from 'zustand';
import type { File } from '../api/client';
import { emptyQueue, type Queue, type Repeat } from './queue';

export interface PlayerState {
  list: Queue;
  /** Ids of files, in the order of playing: what `list` has. */
  queue: readonly string[];
  /** Index of the current song; -1 if there is none. */
  at: number;
  repeat: Repeat;
  shuffle: boolean;
  file: File | null;
  playing: boolean;
  /** The player is to play, but has no data yet. */
  waiting: boolean;
  duration: number;
  speed: number;
  /** When the music stops by itself: a time in milliseconds, or the end of the song. */
  sleep: number | 'song' | null;
  /** 0 to 1, as chosen by the listener. */
  volume: number;
  muted: boolean;
  normalised: boolean;
}

const VOLUME_KEY = 'audmg.volume';
const NORMALISED_KEY = 'audmg.normalised';

export const silent = {
  list: emptyQueue,
  queue: [],
  at: -1,
  file: null,
  playing: false,
  waiting: false,
  duration: 0,
  sleep: null,
};

export const usePlayer = create<PlayerState>(() => ({
  ...silent,
  repeat: 'off',
  shuffle: false,
  speed: 1,
  volume: Number(localStorage.getItem(VOLUME_KEY) ?? 0.9),
  muted: false,
  normalised: localStorage.getItem(NORMALISED_KEY) !== 'off',
}));

/** Replaces the queue, whose ids change only with its entries. */
export function setList(list: Queue): void {
  const before = usePlayer.getState();
  const queue =
    list.entries === before.list.entries ? before.queue : list.entries.map(({ id }) => id);
  usePlayer.setState({ list, queue, at: list.at });
}

export function keepVolume({ volume, normalised }: PlayerState): void {
  localStorage.setItem(VOLUME_KEY, String(volume));
  localStorage.setItem(NORMALISED_KEY, normalised ? 'on' : 'off');
}
