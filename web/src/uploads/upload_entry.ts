import { words } from '../messages/words';
import type { Batch } from './batch';
import { noteId, type Outcome, type ShelvedUpload, type UploadNote } from './shelf';
import { isOver, type UploadItem } from './upload_item';

/** The file of an upload whose bytes are still needed. */
export interface Source {
  readonly file: File;
  /** The browser has a copy: the upload goes on by itself after a reload. */
  kept: boolean;
}

/** A transfer that is under way. */
export interface Moving {
  readonly state: 'sending' | 'finishing';
  readonly source: Source;
  readonly sent: number;
  /** Says why nothing moves at the moment; otherwise empty. */
  readonly message: string;
  readonly controller: AbortController;
}

/** The stage of an upload, with the values that exist at that stage only. */
export type Stage =
  | { readonly state: 'waiting' | 'paused'; readonly source: Source; readonly sent: number }
  | Moving
  | { readonly state: 'failed'; readonly source: Source; readonly message: string }
  | { readonly state: 'interrupted' | Outcome; readonly message: string };

/** The facts about a file that are known from the moment it was added. */
type Identity = Omit<UploadNote, 'uploadId' | 'outcome' | 'message' | 'fileId'>;

/** One upload as the queue works on it. */
export class UploadEntry {
  /** Id of the session at the server, if the file is sent in parts. */
  uploadId: string | null = null;
  /** Id of the file in the library, once it is there. */
  fileId: string | undefined;
  #stage: Stage;
  #item: UploadItem;

  constructor(
    readonly identity: Identity,
    readonly batch: Batch,
    stage: Stage,
  ) {
    this.#stage = stage;
    this.#item = itemOf(identity, stage);
  }

  get id(): string {
    return this.identity.id;
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** The upload as it is shown; the same object until the stage changes. */
  get item(): UploadItem {
    return this.#item;
  }

  /** The facts that are to outlive the page. */
  get note(): UploadNote {
    const stage = this.#stage;
    const ending = isOver(stage)
      ? { outcome: stage.state, message: stage.message }
      : { outcome: null, message: '' };
    const arrived = this.fileId === undefined ? {} : { fileId: this.fileId };
    return { ...this.identity, uploadId: this.uploadId, ...ending, ...arrived };
  }

  moveTo(stage: Stage): void {
    this.#stage = stage;
    this.#item = itemOf(this.identity, stage);
  }

  /** Stops the transfer, if one is under way. */
  abort(): void {
    if ('controller' in this.#stage) this.#stage.controller.abort();
  }
}

function itemOf({ id, name, size }: Identity, stage: Stage): UploadItem {
  const sent = 'sent' in stage ? stage.sent : isOver(stage) ? size : 0;
  const message = 'message' in stage ? stage.message : '';
  return { id, name, size, state: stage.state, sent, message };
}

/** Returns why a file need not be sent, or "". The server decides everything else, from the bytes. */
function refusalOf(file: File, isCompanion: boolean): string {
  if (file.size === 0) return words.uploads.empty;
  if (isCompanion) return '';
  if (file.type.startsWith('video/')) return words.uploads.isVideo;
  return '';
}

/** For whom files are uploaded, and into which album, if any. */
export type Destination = Pick<UploadNote, 'username' | 'album'>;

/**
 * Makes the entry of a file that was just added, the one at `place` in its batch. `picture` is the place of the picture
 * that it is a companion of.
 */
export function newEntry(
  file: File,
  place: number,
  batch: Batch,
  destination: Destination,
  picture?: number,
): UploadEntry {
  const { name, size, type, lastModified } = file;
  const id = noteId(batch.id, place);
  const message = refusalOf(file, picture !== undefined);
  const companion = picture === undefined ? {} : { companionOf: noteId(batch.id, picture) };
  return new UploadEntry(
    { id, batch: batch.id, ...destination, name, size, type, lastModified, ...companion },
    batch,
    message ? { state: 'refused', message } : waitingWith({ file, kept: false }),
  );
}

/** Makes the entry of a file that was added before a reload. */
export function restoredEntry({ note, bytes }: ShelvedUpload, batch: Batch): UploadEntry {
  const { uploadId, outcome, message, fileId, ...identity } = note;
  const { name, type, lastModified } = identity;
  const entry = new UploadEntry(
    identity,
    batch,
    outcome
      ? { state: outcome, message }
      : bytes
        ? waitingWith({ file: new File([bytes], name, { type, lastModified }), kept: true })
        : { state: 'interrupted', message: words.uploads.chooseToGoOn },
  );
  entry.uploadId = uploadId;
  entry.fileId = fileId;
  return entry;
}

const waitingWith = (source: Source): Stage => ({ state: 'waiting', source, sent: 0 });
