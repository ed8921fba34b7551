import type { File as LibraryFile } from '../api/client';
import { useSession } from '../api/session';
import { words } from '../messages/words';
import { toast } from '../ui/toast';
import { hold, newBatch } from './batch';
import { type Candidate, sortChosen } from './choose_again';
import { pairCompanions } from './companions';
import { localPictures } from './local_pictures';
import { runUpload } from './run_upload';
import { abandon } from './send_in_parts';
import {
  batchesOf,
  dropBytes,
  forget,
  forgetBatch,
  keepBytes,
  saveNote,
  saveNotes,
  shelvedBatch,
} from './shelf';
import { ShownUploads } from './shown_uploads';
import {
  type Destination,
  newEntry,
  restoredEntry,
  type Source,
  type Stage,
  type UploadEntry,
} from './upload_entry';
import { isActive, isOver, isWell } from './upload_item';
import { useUploadTarget } from './upload_target';

const FILES_AT_A_TIME = 3;
/** The bytes of uploads that take longer than this are kept for after a reload. */
const KEEP_AFTER_MS = 2000;
const AUDIO_NAME = /\.(mp3|flac|ogg|oga|opus|wav|m4a|m4b|aac|aiff?)$/i;

/** All uploads of this page, and the order in which they are sent. */
class UploadQueue {
  #entries = new Map<string, UploadEntry>();
  /** Uploads whose transfer has not returned. A transfer that was stopped takes a moment to return. */
  #running = new Set<UploadEntry>();
  /** Ids of the batches that this tab has claimed, or waits for. */
  #batches = new Set<string>();
  readonly shown = new ShownUploads(() => [...this.#entries.values()].map(({ item }) => item));

  /** Called with the record of each file that has arrived in the library, and the album that it is for. */
  onUploaded: (file: LibraryFile, album: string | undefined) => void = () => undefined;

  /** Returns the file of an upload that is on its way and will be a picture in the library. */
  pictureOf(id: string): File | undefined {
    const entry = this.#entries.get(id);
    if (!entry || !('source' in entry.stage) || entry.identity.companionOf) return undefined;
    const { file } = entry.stage.source;
    return file.type.startsWith('audio/') || AUDIO_NAME.test(file.name) ? undefined : file;
  }

  /**
   * Uploads files, into the open album if there is one. Those that an interrupted batch waits for continue where they
   * stopped.
   */
  add(files: readonly File[]): void {
    const username = useSession.getState().session?.username;
    if (!username) return;
    const { again, skipped, fresh } = sortChosen(files, this.#candidates());
    this.#goOnWith(again);
    if (skipped > 0) toast(words.uploads.skipped(skipped));
    const album = useUploadTarget.getState().album?.id;
    const destination = { username, ...(album ? { album } : {}) };
    if (fresh.length > 0) void this.#addBatch(fresh, destination);
    this.#startNext();
  }

  /** Stops an upload until it is resumed. */
  pause(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry || !isActive(entry.stage)) return;
    const { source, sent } = entry.stage;
    entry.abort();
    this.#move(entry, { state: 'paused', source, sent });
  }

  /** Resumes an upload that is paused or has failed. */
  resume(id: string): void {
    const entry = this.#entries.get(id);
    if (entry?.stage.state !== 'paused' && entry?.stage.state !== 'failed') return;
    this.#move(entry, { state: 'waiting', source: entry.stage.source, sent: entry.item.sent });
    this.#startNext();
  }

  pauseAll(): void {
    for (const id of this.#entries.keys()) this.pause(id);
  }

  resumeAll(): void {
    for (const id of this.#entries.keys()) this.resume(id);
  }

  /** Removes an upload from the list, and from the server if it is not finished. */
  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#drop(entry);
    void forget(id);
    this.#settle(entry);
    if (entry.uploadId && !isOver(entry.stage)) void abandon(entry.uploadId);
    this.shown.draw();
    this.#startNext();
  }

  /** Removes all uploads whose files would have to be chosen again. */
  removeInterrupted(): void {
    for (const { id, stage } of this.#entries.values())
      if (stage.state === 'interrupted') this.remove(id);
  }

  /** Resumes the uploads of a user that a reload has interrupted. */
  async restore(username: string): Promise<void> {
    for (const id of await batchesOf(username)) {
      if (!this.#batches.has(id)) void this.#restoreBatch(id, username);
    }
  }

  /** Resumes the uploads of a user that has logged in, and stops and hides those of other users. */
  async switchTo(username: string): Promise<void> {
    for (const entry of this.#entries.values()) {
      if (entry.identity.username === username) continue;
      this.#drop(entry);
      this.#batches.delete(entry.batch.id);
      entry.batch.release();
    }
    this.resumeAll();
    await this.restore(username);
    this.shown.draw();
  }

  /** Whether closing the page now would interrupt an upload that could not resume by itself. */
  get needsThePage(): boolean {
    return [...this.#entries.values()].some(({ stage }) => isActive(stage) && !stage.source.kept);
  }

  #candidates(): Candidate[] {
    return [...this.#entries.values()].map(({ identity, stage: { state } }) => ({
      ...identity,
      wantsFile: state === 'interrupted' || state === 'failed',
    }));
  }

  #goOnWith(again: ReadonlyMap<string, File>): void {
    const entries: UploadEntry[] = [];
    for (const [id, file] of again) {
      const entry = this.#entries.get(id);
      if (!entry) continue;
      const kept = 'source' in entry.stage && entry.stage.source.kept;
      this.#move(entry, { state: 'waiting', source: { file, kept }, sent: 0 });
      entries.push(entry);
    }
    this.#keepLater(entries);
  }

  async #addBatch(files: readonly File[], destination: Destination): Promise<void> {
    const batch = newBatch();
    this.#batches.add(batch.id);
    const pictures = pairCompanions(files);
    const entries = files.map((file, place) =>
      newEntry(file, place, batch, destination, pictures.get(place)),
    );
    this.#list(entries);
    const saved = await saveNotes(entries.map((entry) => entry.note));
    batch.ready = true;
    this.#startNext();
    if (saved) this.#keepLater(entries);
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
    const batch = { id, ready: true, unsettled: new Set<string>(), release };
    this.#list(shelved.map((upload) => restoredEntry(upload, batch)));
    this.#sort();
    this.#startNext();
  }

  #list(entries: readonly UploadEntry[]): void {
    for (const entry of entries) {
      this.#entries.set(entry.id, entry);
      if (!isWell(entry.stage)) entry.batch.unsettled.add(entry.id);
    }
    this.shown.draw();
  }

  /** Puts the list in the order of adding, whichever batch was read first from the browser's store. */
  #sort(): void {
    this.#entries = new Map([...this.#entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Stops an upload and removes it from the list. */
  #drop(entry: UploadEntry): void {
    this.#entries.delete(entry.id);
    this.#running.delete(entry);
    entry.abort();
  }

  #keepLater(entries: readonly UploadEntry[]): void {
    setTimeout(() => void this.#keep(entries), KEEP_AFTER_MS);
  }

  /** Copies the bytes of unfinished uploads, the last file first, because the first ones will be sent soon. */
  async #keep(entries: readonly UploadEntry[]): Promise<void> {
    for (const entry of entries.toReversed()) {
      const { id, stage } = entry;
      if (!('source' in stage) || !this.#entries.has(id)) continue;
      stage.source.kept = await keepBytes(id, stage.source.file);
      if (isOver(entry.stage) || !this.#entries.has(id)) void dropBytes(id);
    }
  }

  /** Marks an upload as settled. Once its whole batch is settled, the batch is forgotten. */
  #settle({ id, batch }: UploadEntry): void {
    batch.unsettled.delete(id);
    if (batch.unsettled.size > 0 || !this.#batches.delete(batch.id)) return;
    void forgetBatch(batch.id).then(batch.release);
  }

  #startNext(): void {
    for (const entry of this.#entries.values()) {
      if (this.#running.size >= FILES_AT_A_TIME) return;
      const { stage, batch, identity } = entry;
      if (stage.state !== 'waiting' || !batch.ready || this.#running.has(entry)) continue;
      const { companionOf } = identity;
      const picture = companionOf === undefined ? undefined : this.#entries.get(companionOf);
      if (companionOf === undefined) void this.#run(entry, stage.source);
      else if (picture?.fileId !== undefined) void this.#run(entry, stage.source, picture.fileId);
      else if (!picture || isOver(picture.stage)) this.#refuse(entry);
    }
  }

  /** Ends the upload of a companion whose picture is not in the library. */
  #refuse(entry: UploadEntry): void {
    this.#move(entry, { state: 'refused', message: words.uploads.pictureMissing });
    void saveNote(entry.note);
  }

  async #run(entry: UploadEntry, source: Source, companionOf?: string): Promise<void> {
    this.#running.add(entry);
    const uploaded = await runUpload(entry, source, companionOf, {
      moved: () => this.shown.draw(),
      noteworthy: () => {
        if (this.#entries.has(entry.id)) void saveNote(entry.note);
      },
    });
    this.#running.delete(entry);
    if (uploaded && this.#entries.has(entry.id)) {
      this.#settle(entry);
      const isPicture = companionOf === undefined && uploaded.kind === 'image';
      if (isPicture) localPictures.rename(entry.id, uploaded.fileId, source.file);
      this.onUploaded(uploaded, isPicture ? entry.identity.album : undefined);
    }
    this.#startNext();
  }

  #move(entry: UploadEntry, stage: Stage): void {
    entry.moveTo(stage);
    this.shown.draw();
  }
}

export const uploads = new UploadQueue();

/** Connects the queue with the session. `arrived` is as UploadQueue.onUploaded. */
export function startUploads(arrived: UploadQueue['onUploaded']): void {
  uploads.onUploaded = arrived;
  useSession.subscribe((now, before) => {
    const username = now.session?.username;
    if (username === before.session?.username) return;
    localPictures.clear();
    if (username) void uploads.switchTo(username);
    else uploads.pauseAll();
  });
  const username = useSession.getState().session?.username;
  if (username) void uploads.restore(username);
  addEventListener('beforeunload', (event) => {
    if (uploads.needsThePage) event.preventDefault();
  });
}
