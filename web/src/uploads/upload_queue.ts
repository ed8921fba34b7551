import type { UploadResult } from '../api/client';
import { explain, Problem, Unreachable } from '../api/problem';
import { useSession } from '../api/session';
import { putFiles } from '../library/file_cache';
import { takeFiles } from '../library/use_catalogue';
import { RateMeter } from './rate_meter';
import { abandon, sendInParts } from './send_in_parts';
import { type ShelvedUpload, shelve, shelvedOf, unshelve } from './shelf';
import { sendAsForm, type Transfer } from './transfer';
import { isActive, isOver, totalsOf, type UploadItem, type UploadState } from './upload_item';

/** Smaller files go in one request; every home of the drive takes these. */
const MOST_FORM_BYTES = 4_000_000;
const FILES_AT_A_TIME = 3;
/** The list is drawn this often at most. */
const DRAW_MS = 100;
/** Uploads that take longer than this are kept for after a reload. */
const SHELVE_AFTER_MS = 2000;

interface Entry {
  item: UploadItem;
  username: string;
  file: File | null;
  uploadId: string | null;
  running: AbortController | null;
  /** Goes on by itself after a reload. */
  shelved: boolean;
  /** Gives the other tabs leave to take it over. */
  release(): void;
}

const lockName = (id: string) => `audmg.upload.${id}`;

/** Tells other tabs that this one is at it. */
function hold(id: string): () => void {
  let release = () => {};
  void navigator.locks?.request(
    lockName(id),
    () => new Promise<void>((resolve) => (release = resolve)),
  );
  return () => release();
}

async function heldElsewhere(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.flatMap((lock) => lock.name ?? []));
}

/** All uploads of this page: which there are, which is next, what became of them. */
class UploadQueue {
  #entries = new Map<string, Entry>();
  #items: readonly UploadItem[] = [];
  #listeners = new Set<() => void>();
  #drawing: ReturnType<typeof setTimeout> | undefined;
  #meter = new RateMeter();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly items = (): readonly UploadItem[] => this.#items;
  /** Bytes per second. */
  rate(): number {
    return this.#meter.rate();
  }

  add(files: readonly File[]): void {
    const username = useSession.getState().session?.username;
    if (!username) return;
    const added = files.flatMap((file) =>
      this.#continue(file) ? [] : [this.#enter(file, username)],
    );
    setTimeout(() => {
      for (const id of added) this.#shelve(id);
    }, SHELVE_AFTER_MS);
    this.#pump();
  }

  pause(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry || !isActive(entry.item)) return;
    this.#change(entry, { state: 'paused', message: '' });
    entry.running?.abort();
  }

  resume(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry?.file || isOver(entry.item)) return;
    this.#change(entry, { state: 'waiting', message: '' });
    this.#pump();
  }

  pauseAll(): void {
    for (const id of [...this.#entries.keys()].reverse()) this.pause(id);
  }

  resumeAll(): void {
    for (const { item } of this.#entries.values()) {
      if (item.state === 'paused' || item.state === 'failed') this.resume(item.id);
    }
  }

  /** Takes it off the list, and off the server if it is not finished. */
  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    entry.running?.abort();
    this.#forget(entry);
    if (entry.uploadId && !isOver(entry.item)) void abandon(entry.uploadId);
    this.#draw();
    this.#pump();
  }

  removeFinished(): void {
    for (const { item } of [...this.#entries.values()]) if (isOver(item)) this.remove(item.id);
  }

  /** Goes on with what a reload or another day has interrupted. */
  async restore(username: string): Promise<void> {
    const [shelved, held] = await Promise.all([shelvedOf(username), heldElsewhere()]);
    for (const upload of shelved) {
      if (!this.#entries.has(upload.id) && !held.has(lockName(upload.id))) this.#reenter(upload);
    }
    this.#pump();
  }

  /** Nobody is logged in: everything stops, and goes on when the same user comes back. */
  suspend(): void {
    this.pauseAll();
  }

  async welcome(username: string): Promise<void> {
    for (const [id, entry] of this.#entries) {
      if (entry.username === username) continue;
      entry.release();
      this.#entries.delete(id);
    }
    this.resumeAll();
    await this.restore(username);
    this.#draw();
  }

  #continue(file: File): boolean {
    for (const entry of this.#entries.values()) {
      const { state, name, size } = entry.item;
      if (state !== 'interrupted' || name !== file.name || size !== file.size) continue;
      entry.file = file;
      this.#change(entry, { state: 'waiting', message: '' });
      return true;
    }
    return false;
  }

  #enter(file: File, username: string): string {
    const id =
      crypto.randomUUID?.() ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    const refusal = refusalOf(file);
    const item: UploadItem = {
      id,
      name: file.name,
      size: file.size,
      state: refusal ? 'refused' : 'waiting',
      sent: 0,
      message: refusal,
      fileId: null,
    };
    const release = refusal ? () => {} : hold(id);
    this.#entries.set(id, {
      item,
      username,
      file,
      uploadId: null,
      running: null,
      shelved: false,
      release,
    });
    this.#draw();
    return id;
  }

  #reenter({ id, username, name, size, type, lastModified, uploadId, file }: ShelvedUpload): void {
    const item: UploadItem = {
      id,
      name,
      size,
      state: file ? 'waiting' : 'interrupted',
      sent: 0,
      message: file ? '' : 'Choose this file again to go on.',
      fileId: null,
    };
    const again = file ? new File([file], name, { type, lastModified }) : null;
    this.#entries.set(id, {
      item,
      username,
      file: again,
      uploadId,
      running: null,
      shelved: true,
      release: hold(id),
    });
    this.#draw();
  }

  #shelve(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry?.file || isOver(entry.item)) return;
    const { name, size, type, lastModified } = entry.file;
    const { username, uploadId, file } = entry;
    void shelve({ id, username, name, size, type, lastModified, uploadId, file }).then((whole) => {
      entry.shelved = whole;
    });
  }

  #forget(entry: Entry): void {
    entry.release();
    void unshelve(entry.item.id);
  }

  #pump(): void {
    let running = 0;
    for (const entry of this.#entries.values()) if (entry.running) running++;
    for (const entry of this.#entries.values()) {
      if (running >= FILES_AT_A_TIME) break;
      if (entry.item.state !== 'waiting' || entry.running || !entry.file) continue;
      running++;
      void this.#run(entry, entry.file);
    }
  }

  async #run(entry: Entry, file: File): Promise<void> {
    const controller = new AbortController();
    entry.running = controller;
    this.#change(entry, { state: 'sending' });
    const { signal } = controller;
    const tell = (change: Partial<UploadItem>) => {
      if (!signal.aborted) this.#change(entry, change);
    };
    const transfer: Transfer = {
      id: entry.item.id,
      file,
      signal,
      uploadId: entry.uploadId,
      progress: (sent) => tell({ sent, state: 'sending' }),
      finishing: () => tell({ sent: file.size, state: 'finishing' }),
      waiting: (message) => tell({ message }),
      remember: () => {
        entry.uploadId = transfer.uploadId;
        this.#shelve(entry.item.id);
      },
    };
    try {
      const whole = file.size <= MOST_FORM_BYTES && !entry.uploadId;
      this.#finish(entry, await (whole ? sendAsForm(transfer) : sendInParts(transfer)));
    } catch (error) {
      if (!signal.aborted) this.#fail(entry, error);
    } finally {
      entry.running = null;
      this.#pump();
    }
  }

  #finish(entry: Entry, { file, duplicate }: UploadResult): void {
    const state: UploadState = duplicate ? 'duplicate' : 'done';
    const message = duplicate ? 'Already in your library' : '';
    this.#change(entry, { state, message, sent: entry.item.size, fileId: file.fileId });
    this.#forget(entry);
    entry.file = null;
    putFiles([file]);
    takeFiles([file]);
  }

  #fail(entry: Entry, error: unknown): void {
    const forGood = error instanceof Problem && [400, 413, 415, 422].includes(error.status);
    const known = error instanceof Problem || error instanceof Unreachable;
    const message = known
      ? explain(error)
      : error instanceof Error
        ? error.message
        : explain(error);
    if (error instanceof Problem && error.status === 401)
      return this.#change(entry, { state: 'paused', message: '' });
    this.#change(entry, { state: forGood ? 'refused' : 'failed', message, sent: 0 });
    if (!forGood) return;
    if (entry.uploadId) void abandon(entry.uploadId);
    this.#forget(entry);
    entry.file = null;
  }

  #change(entry: Entry, change: Partial<UploadItem>): void {
    entry.item = { ...entry.item, ...change };
    this.#draw();
  }

  #draw(): void {
    this.#drawing ??= setTimeout(() => {
      this.#drawing = undefined;
      this.#items = [...this.#entries.values()].map((entry) => entry.item);
      const totals = totalsOf(this.#items);
      if (totals.active > 0) this.#meter.mark(totals.sent, performance.now());
      else this.#meter.reset();
      for (const listener of this.#listeners) listener();
    }, DRAW_MS);
  }

  /** Whether something would not go on by itself if the page were closed now. */
  get needsThePage(): boolean {
    return [...this.#entries.values()].some(({ item, shelved }) => isActive(item) && !shelved);
  }
}

/** What need not be sent to know the answer. All else is for the server to say, from the bytes. */
function refusalOf(file: File): string {
  if (file.size === 0) return 'The file is empty.';
  if (file.type.startsWith('video/')) return 'This is a video. The drive takes images and audio.';
  return '';
}

export const uploads = new UploadQueue();

/** Connects the queue with who is logged in. */
export function startUploads(): void {
  const username = () => useSession.getState().session?.username;
  useSession.subscribe((now, before) => {
    if (now.session?.username === before.session?.username) return;
    const name = now.session?.username;
    if (name) void uploads.welcome(name);
    else uploads.suspend();
  });
  const name = username();
  if (name) void uploads.restore(name);
  addEventListener('beforeunload', (event) => {
    if (uploads.needsThePage) event.preventDefault();
  });
}
