import type { Batch } from './batch';
import { noteId, type ShelvedUpload, type UploadNote } from './shelf';
import { isOver, type UploadItem } from './upload_item';

/** One upload as the queue works on it. */
export interface UploadEntry {
  item: UploadItem;
  note: UploadNote;
  readonly batch: Batch;
  file: File | null;
  running: AbortController | null;
  /** The browser has a copy of the bytes: it goes on by itself after a reload. */
  kept: boolean;
}

/** What need not be sent to know the answer. All else is for the server to say, from the bytes. */
function refusalOf(file: File): string {
  if (file.size === 0) return 'The file is empty.';
  if (file.type.startsWith('video/')) return 'This is a video. The drive takes images and audio.';
  return '';
}

/** A file that was just added, the one at `place` in its batch. */
export function newEntry(file: File, place: number, batch: Batch, username: string): UploadEntry {
  const { name, size, type, lastModified } = file;
  const message = refusalOf(file);
  const note: UploadNote = {
    id: noteId(batch.id, place),
    batch: batch.id,
    username,
    name,
    size,
    type,
    lastModified,
    uploadId: null,
    outcome: message ? 'refused' : null,
    message,
  };
  const state = note.outcome ?? 'waiting';
  return entryOf(note, batch, state, message, message ? null : file, false);
}

/** A file that was added before a reload. */
export function restoredEntry({ note, bytes }: ShelvedUpload, batch: Batch): UploadEntry {
  const { name, type, lastModified, outcome, message } = note;
  if (outcome) return entryOf(note, batch, outcome, message, null, false);
  if (!bytes)
    return entryOf(note, batch, 'interrupted', 'Choose this file again to go on.', null, false);
  const file = new File([bytes], name, { type, lastModified });
  return entryOf(note, batch, 'waiting', '', file, true);
}

function entryOf(
  note: UploadNote,
  batch: Batch,
  state: UploadItem['state'],
  message: string,
  file: File | null,
  kept: boolean,
): UploadEntry {
  const { id, name, size } = note;
  const item = { id, name, size, state, message, sent: 0 };
  return {
    item: isOver(item) ? { ...item, sent: size } : item,
    note,
    batch,
    file,
    running: null,
    kept,
  };
}
