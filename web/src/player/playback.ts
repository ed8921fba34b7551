import { onReconnect, useConnection } from '../api/connection';
import { explain, Unreachable } from '../api/problem';
import { fetchFile, freshFile } from '../library/fetch_files';
import { cachedFile } from '../library/file_cache';
import { words } from '../messages/words';
import { toast } from '../ui/toast';
import * as engine from './engine';
import { wake } from './mixer';
import { indexAfter, nextIndex, previousIndex, queueOf, shuffledQueue } from './queue';
import { leavePlace, placeFor, speedFor, trackOf } from './remembered';
import { setList, silent, usePlayer } from './store';
import { titleOf } from './titles';

/** Beyond this position "previous" restarts the song; before it, it goes to the song before. */
const RESTART_AFTER_S = 3;

const { getState: get, setState: set } = usePlayer;

const currentId = () => get().queue[get().at];

/** Counts what was asked for, so that what comes late does not take the place of something newer. */
let asked = 0;
/** The engine has the current song. */
let loaded = false;
/** The song was fetched again after it had broken off. */
let renewed = false;

/** Loads the current song, and plays it if that is wanted. */
async function open(from: number | null, plays: boolean): Promise<void> {
  const id = currentId();
  if (!id) return;
  const mine = ++asked;
  loaded = false;
  const known = cachedFile(id);
  set({ file: known ?? null, waiting: plays, duration: known?.durationSeconds ?? 0 });
  try {
    const file = await freshFile(id);
    if (mine !== asked) return;
    if (!file) return plays ? next() : stop();
    const speed = speedFor(file);
    set({ file, duration: file.durationSeconds ?? 0, speed });
    engine.load(trackOf(file), from ?? placeFor(file));
    loaded = true;
    void prepareNext();
    if (plays) await engine.play();
  } catch (error) {
    if (error instanceof DOMException) return; // another song, a pause, or onFailed() has more to say
    if (error instanceof Unreachable && mine === asked) return waitForDrive(from ?? 0, plays);
    set({ waiting: false, playing: false });
    if (plays) toast(explain(error), 'bad');
  }
}

/** Goes on by itself once the drive is back, unless the listener has chosen something else. */
function waitForDrive(from: number, plays: boolean): void {
  const mine = asked;
  const stopWaiting = onReconnect(() => {
    stopWaiting();
    if (mine === asked) void open(from, plays);
  });
}

/** Tells the engine which song follows by itself. Call it after each change of the queue. */
export async function prepareNext(): Promise<void> {
  const { list, repeat, sleep } = get();
  const index = sleep === 'song' ? null : indexAfter(list, repeat);
  const entry = index === null ? undefined : list.entries[index];
  const file = entry ? await freshFile(entry.id).catch(() => null) : null;
  const now = get();
  if (now.list !== list || now.repeat !== repeat || now.sleep !== sleep) return;
  // A long file goes on where it was left; that begins anew, not behind the one before.
  engine.follow(file && placeFor(file) === 0 ? trackOf(file) : null);
}

function choose(at: number): void {
  const { file } = get();
  if (file) leavePlace(file, engine.position());
  setList({ ...get().list, at });
  renewed = false;
}

/** Plays the song at this place of the queue, a long one from where it was left. */
export function jumpTo(at: number): void {
  choose(at);
  engine.pause();
  wake(cachedFile(currentId() ?? '')?.sampleRate);
  void open(null, true);
}

/** Plays the song at `at`, then those behind it; the others in random order if shuffle is on. */
export function playFrom(queue: readonly string[], at: number): void {
  const list = queueOf(queue, at);
  const { file } = get();
  if (file) leavePlace(file, engine.position());
  setList(get().shuffle ? shuffledQueue(list) : list);
  jumpTo(get().at);
}

/** Shows the current song of a queue that was kept, without playing it. */
export function restoreAt(seconds: number): void {
  void open(seconds, false);
}

export function toggle(): void {
  if (get().at < 0) return;
  if (get().playing) {
    engine.pause();
    set({ waiting: false });
  } else if (loaded) void engine.play().catch(() => undefined);
  else void open(null, true);
}

export function next(): void {
  const index = nextIndex(get().list, get().repeat);
  if (index !== null) jumpTo(index);
  else engine.pause();
}

export function previous(): void {
  const index = previousIndex(get().list, get().repeat);
  if (engine.position() > RESTART_AFTER_S || index === null) seek(0);
  else jumpTo(index);
}

export function seek(seconds: number): void {
  engine.seek(seconds, get().duration);
}

/** Closes the player. */
export function stop(): void {
  asked++;
  const { file } = get();
  if (file) leavePlace(file, engine.position());
  engine.unload();
  set(silent);
}

/** The engine has gone on to the next song by itself. */
export function onAdvanced(): void {
  const index = indexAfter(get().list, get().repeat);
  if (index === null) return;
  const { file } = get();
  if (file) leavePlace(file, Number.POSITIVE_INFINITY);
  setList({ ...get().list, at: index });
  renewed = false;
  asked++;
  const now = cachedFile(currentId() ?? '') ?? null;
  set({ file: now, duration: now?.durationSeconds ?? 0, playing: true, waiting: false });
  void prepareNext();
}

export function onEnded(): void {
  const { file, list, repeat, sleep } = get();
  if (file) leavePlace(file, Number.POSITIVE_INFINITY);
  if (sleep === 'song') return set({ sleep: null });
  const index = indexAfter(list, repeat);
  if (index !== null) jumpTo(index);
}

/** The song cannot be loaded, or breaks off: tries once more, then skips it. */
export async function onFailed(): Promise<void> {
  const { file, at } = get();
  if (!file) return;
  const from = engine.position();
  if (!useConnection.getState().reachable) {
    set({ waiting: true });
    return waitForDrive(from, true);
  }
  if (!renewed) {
    // In a tab that was open for long the likeliest cause is that the signed URL has expired.
    renewed = true;
    const mine = asked;
    await fetchFile(file.fileId).catch(() => undefined);
    if (mine === asked && get().at === at) void open(from, true);
    return;
  }
  engine.pause();
  toast(words.player.cannotBePlayed(titleOf(file)), 'bad');
  if (nextIndex(get().list, 'off') !== null) next();
}
