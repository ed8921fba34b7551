import { create } from 'zustand';
import type { File } from '../api/client';
import { explain } from '../api/problem';
import { useSession } from '../api/session';
import { fetchFile, freshFile } from '../library/fetch_files';
import { cachedFile } from '../library/file_cache';
import { toast } from '../ui/toast';
import { audioElement } from './audio_element';
import { elementVolume, gainFor } from './loudness';
import { sourceOf } from './source';
import { titleOf } from './titles';

export interface PlayerState {
  /** Ids of files, in the order of playing. */
  queue: readonly string[];
  /** Index of the current song; -1 if there is none. */
  at: number;
  file: File | null;
  playing: boolean;
  /** The player is to play, but has no data yet. */
  waiting: boolean;
  duration: number;
  /** 0 to 1, as chosen by the listener. */
  volume: number;
  muted: boolean;
  normalised: boolean;
}

const VOLUME_KEY = 'audmg.volume';
const NORMALISED_KEY = 'audmg.normalised';
/** Beyond this position "previous" restarts the song; before it, it goes to the song before. */
const RESTART_AFTER_S = 3;

const silent = { queue: [], at: -1, file: null, playing: false, waiting: false, duration: 0 };

export const usePlayer = create<PlayerState>(() => ({
  ...silent,
  volume: Number(localStorage.getItem(VOLUME_KEY) ?? 0.9),
  muted: false,
  normalised: localStorage.getItem(NORMALISED_KEY) !== 'off',
}));

const { getState: get, setState: set } = usePlayer;

function applyVolume(): void {
  const { volume, muted, normalised, file } = get();
  const element = audioElement();
  element.volume = elementVolume(volume, normalised && file ? gainFor(file) : 1);
  element.muted = muted;
}

/** Position at which a song continues after its URL has stopped working. */
let resumeAt = 0;
let renewed = false;

async function load(): Promise<void> {
  const { queue, at } = get();
  const id = queue[at];
  if (!id) return;
  set({
    file: cachedFile(id) ?? null,
    waiting: true,
    duration: cachedFile(id)?.durationSeconds ?? 0,
  });
  try {
    const file = await freshFile(id);
    if (get().queue[get().at] !== id) return;
    if (!file) return next();
    set({ file, duration: file.durationSeconds ?? 0 });
    applyVolume();
    const element = audioElement();
    element.src = sourceOf(file, (type) => element.canPlayType(type));
    if (resumeAt > 0) element.currentTime = resumeAt;
    await element.play();
  } catch (error) {
    if (error instanceof DOMException) return; // another song, a pause, or onerror has more to say
    set({ waiting: false, playing: false });
    toast(explain(error), 'bad');
  }
}

/** Plays the song at this place of the queue, from its beginning. */
export function jumpTo(at: number): void {
  resumeAt = 0;
  renewed = false;
  audioElement().pause();
  set({ at });
  void load();
}

/** Plays the song at `at`, then those behind it. */
export function playFrom(queue: readonly string[], at: number): void {
  set({ queue });
  jumpTo(at);
}

export function toggle(): void {
  if (get().at < 0) return;
  const element = audioElement();
  if (element.paused) void element.play().catch(() => undefined);
  else element.pause();
}

export function next(): void {
  const { queue, at } = get();
  if (at + 1 < queue.length) jumpTo(at + 1);
  else audioElement().pause();
}

export function previous(): void {
  const { at } = get();
  const element = audioElement();
  if (element.currentTime > RESTART_AFTER_S || at <= 0) element.currentTime = 0;
  else jumpTo(at - 1);
}

export function seek(seconds: number): void {
  const element = audioElement();
  element.currentTime = Math.min(Math.max(seconds, 0), element.duration || get().duration);
}

export function setVolume(volume: number): void {
  localStorage.setItem(VOLUME_KEY, String(volume));
  set({ volume, muted: false });
  applyVolume();
}

export function toggleMuted(): void {
  set({ muted: !get().muted });
  applyVolume();
}

export function toggleNormalised(): void {
  const normalised = !get().normalised;
  localStorage.setItem(NORMALISED_KEY, normalised ? 'on' : 'off');
  set({ normalised });
  applyVolume();
}

/** Inserts songs behind the current one. */
export function playNext(ids: readonly string[]): void {
  const { queue, at } = get();
  if (at < 0) return playFrom(ids, 0);
  set({ queue: [...queue.slice(0, at + 1), ...ids, ...queue.slice(at + 1)] });
}

export function removeFromQueue(index: number): void {
  const { queue, at } = get();
  if (index === at) return;
  set({ queue: queue.filter((_, i) => i !== index), at: index < at ? at - 1 : at });
}

export function moveInQueue(index: number, by: -1 | 1): void {
  const { queue, at } = get();
  const to = index + by;
  if (to < 0 || to >= queue.length) return;
  const moved = [...queue];
  [moved[index], moved[to]] = [moved[to] as string, moved[index] as string];
  set({ queue: moved, at: at === index ? to : at === to ? index : at });
}

export function stop(): void {
  const element = audioElement();
  element.pause();
  element.removeAttribute('src');
  set(silent);
}

/** Called when a song cannot be loaded, or breaks off: tries once more, then skips it. */
async function onError(): Promise<void> {
  const { file, queue, at } = get();
  const element = audioElement();
  if (!file || !element.getAttribute('src')) return;
  if (!renewed) {
    // In a tab that was open for long the likeliest cause is that the signed URL has expired.
    renewed = true;
    resumeAt = element.currentTime;
    await fetchFile(file.fileId).catch(() => undefined);
    if (get().queue[get().at] === file.fileId) void load();
    return;
  }
  set({ playing: false, waiting: false });
  toast(`“${titleOf(file)}” cannot be played.`, 'bad');
  if (at + 1 < queue.length) next();
}

/** Connects the player with its element, and with the session: it stops when the user changes. */
export function startPlayer(): void {
  const element = audioElement();
  element.addEventListener('play', () => set({ playing: true }));
  element.addEventListener('pause', () => set({ playing: false, waiting: false }));
  element.addEventListener('playing', () => set({ playing: true, waiting: false }));
  element.addEventListener('waiting', () => set({ waiting: true }));
  element.addEventListener('ended', next);
  element.addEventListener('durationchange', () => {
    if (Number.isFinite(element.duration)) set({ duration: element.duration });
  });
  element.addEventListener('error', () => void onError());
  useSession.subscribe((now, before) => {
    if (now.session?.username !== before.session?.username) stop();
  });
}
