import type { File as LibraryFile, UploadResult } from '../api/client';
import { explain, Problem, Unreachable } from '../api/problem';
import { useSession } from '../api/session';
import { plural } from '../ui/format';
import { toast } from '../ui/toast';
import { type Batch, hold, newBatch } from './batch';
import { type Candidate, sortChosen } from './choose_again';
import { RateMeter } from './rate_meter';
import { abandon, sendInParts } from './send_in_parts';
import {
  batchesOf,
  dropBytes,
  forget,
  forgetBatch,
  keepBytes,
  type Outcome,
  saveNote,
  saveNotes,
  shelvedBatch,
} from './shelf';
import { sendAsForm, type Transfer } from './transfer';
import { newEntry, restoredEntry, type UploadEntry } from './upload_entry';
import { isActive, isOver, isWell, totalsOf, type UploadItem } from './upload_item';

/** Smaller files go in one request; every home of the drive takes these. */
const MAX_FORM_BYTES = 4_000_000;
const FILES_AT_A_TIME = 3;
/** The list is drawn this often at most. */
const DRAW_MS = 100;
/** The bytes of uploads that take longer than this are kept for after a reload. */
const KEEP_AFTER_MS = 2000;

/** All uploads of this page: which there are, which is next, what became of them. */
class UploadQueue {
  #entries = new Map<string, UploadEntry>();
  /** Those that this tab has, or waits for. */
  #batches = new Set<string>();
  #items: readonly UploadItem[] = [];
  #listeners = new Set<() => void>();
  #drawing: ReturnType<typeof setTimeout> | undefined;
  #meter = new RateMeter();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  /** Called with the record of each file that has arrived in the library. */
  onUploaded: (file: LibraryFile) => void = () => undefined;

  readonly items = (): readonly UploadItem[] => this.#items;
  /** Bytes per second. */
  rate(): number {
    return this.#meter.rate();
  }

  /** Uploads files; those that an interrupted batch lacks go on where they were. */
  add(files: readonly File[]): void {
    const username = useSession.getState().session?.username;
    if (!username) return;
    const { again, skipped, fresh } = sortChosen(files, this.#candidates());
    this.#goOn(again);
    if (skipped > 0) toast(`Skipped ${plural(skipped, 'file')} that the list has already.`);
    if (fresh.length > 0) void this.#enter(fresh, username);
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
    void forget(id);
    this.#settle(entry);
    if (entry.note.uploadId && !isOver(entry.item)) void abandon(entry.note.uploadId);
    this.#draw();
    this.#pump();
  }

  /** Gives up all that would have to be chosen again. */
  removeInterrupted(): void {
    for (const { item } of [...this.#entries.values()])
      if (item.state === 'interrupted') this.remove(item.id);
  }

  /** Goes on with what a reload or another day has interrupted. */
  async restore(username: string): Promise<void> {
    for (const id of await batchesOf(username)) {
      if (!this.#batches.has(id)) void this.#restoreBatch(id, username);
    }
  }

  /** Nobody is logged in: everything stops, and goes on when the same user comes back. */
  suspend(): void {
    this.pauseAll();
  }

  async welcome(username: string): Promise<void> {
    for (const [id, entry] of this.#entries) {
      if (entry.note.username === username) continue;
      entry.batch.release();
      this.#batches.delete(entry.batch.id);
      this.#entries.delete(id);
    }
    this.resumeAll();
    await this.restore(username);
    this.#draw();
  }

  #candidates(): Candidate[] {
    return [...this.#entries.values()].map(({ item, note }) => ({
      id: note.id,
      batch: note.batch,
      name: note.name,
      size: note.size,
      lastModified: note.lastModified,
      wantsFile: item.state === 'interrupted' || item.state === 'failed',
    }));
  }

  #goOn(again: ReadonlyMap<string, File>): void {
    const entries: UploadEntry[] = [];
    for (const [id, file] of again) {
      const entry = this.#entries.get(id);
      if (!entry) continue;
      entry.file = file;
      this.#change(entry, { state: 'waiting', message: '' });
      entries.push(entry);
    }
    this.#keepLater(entries);
  }

  async #enter(files: readonly File[], username: string): Promise<void> {
    const batch = newBatch();
    this.#batches.add(batch.id);
    const entries = files.map((file, place) => newEntry(file, place, batch, username));
    this.#list(entries);
    const noted = await saveNotes(entries.map((entry) => entry.note));
    batch.ready = true;
    this.#pump();
    if (noted) this.#keepLater(entries);
  }

  async #restoreBatch(id: string, username: string): Promise<void> {
    this.#batches.add(id);
    const release = await hold(id);
    const shelved = release ? await shelvedBatch(id) : [];
    const isWanted = useSession.getState().session?.username === username;
    const isOpen = shelved.some(({ note: { outcome } }) => !outcome || outcome === 'refused');
    if (!release || !isWanted || !isOpen) {
      if (shelved.length > 0 && !isOpen) await forgetBatch(id);
      release?.();
      this.#batches.delete(id);
      return;
    }
    const batch: Batch = { id, ready: true, unsettled: new Set(), release };
    this.#list(shelved.map((upload) => restoredEntry(upload, batch)));
    this.#pump();
  }

  #list(entries: readonly UploadEntry[]): void {
    for (const entry of entries) {
      this.#entries.set(entry.note.id, entry);
      if (!isWell(entry.item)) entry.batch.unsettled.add(entry.note.id);
    }
    this.#draw();
  }

  #keepLater(entries: readonly UploadEntry[]): void {
    setTimeout(() => void this.#keep(entries), KEEP_AFTER_MS);
  }

  /** Copies the bytes of what has not gone yet, the last file first: the first ones will soon have gone. */
  async #keep(entries: readonly UploadEntry[]): Promise<void> {
    for (const entry of entries.toReversed()) {
      const { id } = entry.note;
      if (!entry.file || !this.#entries.has(id)) continue;
      entry.kept = await keepBytes(id, entry.file);
      if (isOver(entry.item) || !this.#entries.has(id)) void dropBytes(id);
    }
  }

  /** Nothing is left to do for this one. Once that is so for its whole batch, the batch is forgotten. */
  #settle({ note, batch }: UploadEntry): void {
    batch.unsettled.delete(note.id);
    if (batch.unsettled.size > 0 || !this.#batches.delete(batch.id)) return;
    void forgetBatch(batch.id).then(batch.release);
  }

  #pump(): void {
    let running = 0;
    for (const entry of this.#entries.values()) if (entry.running) running++;
    for (const entry of this.#entries.values()) {
      if (running >= FILES_AT_A_TIME) break;
      if (entry.item.state !== 'waiting' || entry.running || !entry.file) continue;
      if (!entry.batch.ready) continue;
      running++;
      void this.#run(entry, entry.file);
    }
  }

  async #run(entry: UploadEntry, file: File): Promise<void> {
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
      uploadId: entry.note.uploadId,
      progress: (sent) => tell({ sent, state: 'sending' }),
      finishing: () => tell({ sent: file.size, state: 'finishing' }),
      waiting: (message) => tell({ message }),
      remember: () => {
        entry.note = { ...entry.note, uploadId: transfer.uploadId };
        if (this.#entries.has(entry.note.id)) void saveNote(entry.note);
      },
    };
    try {
      const whole = file.size <= MAX_FORM_BYTES && !entry.note.uploadId;
      this.#finish(entry, await (whole ? sendAsForm(transfer) : sendInParts(transfer)));
    } catch (error) {
      if (!signal.aborted) this.#fail(entry, error);
    } finally {
      entry.running = null;
      this.#pump();
    }
  }

  #finish(entry: UploadEntry, { file, duplicate }: UploadResult): void {
    const message = file.damaged ?? (duplicate ? 'Already in your library' : '');
    this.#end(entry, duplicate ? 'duplicate' : 'done', message);
    this.#settle(entry);
    this.onUploaded(file);
  }

  #fail(entry: UploadEntry, error: unknown): void {
    const refused = error instanceof Problem && [400, 413, 415, 422].includes(error.status);
    const known = error instanceof Problem || error instanceof Unreachable;
    const message = known
      ? explain(error)
      : error instanceof Error
        ? error.message
        : explain(error);
    if (error instanceof Problem && error.status === 401)
      return this.#change(entry, { state: 'paused', message: '' });
    if (!refused) return this.#change(entry, { state: 'failed', message, sent: 0 });
    if (entry.note.uploadId) void abandon(entry.note.uploadId);
    this.#end(entry, 'refused', message);
  }

  #end(entry: UploadEntry, outcome: Outcome, message: string): void {
    this.#change(entry, { state: outcome, message, sent: entry.item.size });
    entry.file = null;
    entry.note = { ...entry.note, outcome, message };
    void saveNote(entry.note);
    if (entry.kept) void dropBytes(entry.note.id);
  }

  #change(entry: UploadEntry, change: Partial<UploadItem>): void {
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
    return [...this.#entries.values()].some(({ item, kept }) => isActive(item) && !kept);
  }
}

export const uploads = new UploadQueue();

/** Connects the queue with the session, and with the library that shows what was uploaded. */
export function startUploads(show: (file: LibraryFile) => void): void {
  uploads.onUploaded = show;
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
