import type { File as LibraryFile } from '../api/client';
import { sentenceText } from '../api/our_words';
import { explain, Problem } from '../api/problem';
import { words } from '../messages/words';
import { abandon, sendInParts } from './send_in_parts';
import { dropBytes, type Outcome } from './shelf';
import { sendAsForm, type Transfer } from './transfer';
import type { Moving, Source, Stage, UploadEntry } from './upload_entry';

/** Smaller files go in one request; every home of the drive takes these. */
const MAX_FORM_BYTES = 4_000_000;
/** Statuses by which the server says that it does not want these bytes. */
const REFUSED: ReadonlySet<number> = new Set([400, 413, 415, 422]);

/** Returns whether the upload has a chance once its user has made room. */
function isOverQuota(error: unknown): boolean {
  return error instanceof Problem && error.code === 'quota_exceeded';
}

/** Returns whether the drive does not take files of this kind. */
function isUnsupported(error: unknown): boolean {
  return error instanceof Problem && error.code === 'unsupported_media_type';
}

/** Says why an upload did not succeed. */
function reasonOf(error: unknown, isCompanion: boolean): string {
  if (isCompanion && isUnsupported(error)) return words.uploads.companionRefused;
  return error instanceof Error ? error.message : explain(error);
}

/** Receives the reports of a run. */
export interface RunListener {
  /** The entry has moved to another stage. */
  moved(): void;
  /** The entry's note has changed and is to be saved. */
  noteworthy(): void;
}

/**
 * Sends one upload until it ends, fails or is stopped, and moves the entry through its stages. Returns the record of
 * the file if it has arrived; of a companion, that of its picture, whose id in the library is `companionOf`. Never
 * rejects.
 */
export async function runUpload(
  entry: UploadEntry,
  source: Source,
  companionOf: string | undefined,
  listener: RunListener,
): Promise<LibraryFile | null> {
  const { file } = source;
  const controller = new AbortController();
  const { signal } = controller;
  const moveTo = (stage: Stage) => {
    entry.moveTo(stage);
    listener.moved();
  };
  const endAs = (state: Outcome, message: string) => {
    moveTo({ state, message });
    listener.noteworthy();
    if (source.kept) void dropBytes(entry.id);
  };
  const { sent } = entry.item;
  let stage: Moving = { state: 'sending', source, sent, message: '', controller };
  moveTo(stage);
  const update = (change: Partial<Moving>) => {
    if (signal.aborted) return;
    stage = { ...stage, ...change };
    moveTo(stage);
  };
  const transfer: Transfer = {
    id: entry.id,
    file,
    signal,
    companionOf,
    uploadId: entry.uploadId,
    progress: (bytes) => update({ sent: bytes, state: 'sending' }),
    finishing: () => update({ sent: file.size, state: 'finishing' }),
    waiting: (message) => update({ message }),
    remember: () => {
      entry.uploadId = transfer.uploadId;
      listener.noteworthy();
    },
  };
  try {
    const whole = file.size <= MAX_FORM_BYTES && !entry.uploadId;
    const result = await (whole ? sendAsForm(transfer) : sendInParts(transfer));
    entry.fileId = result.file.fileId;
    const { damaged } = result.file;
    const wellText = result.duplicate ? words.uploads.inLibrary : '';
    const message = damaged ? sentenceText(damaged) : wellText;
    endAs(result.duplicate ? 'duplicate' : 'done', message);
    return result.file;
  } catch (error) {
    if (signal.aborted) return null;
    const message = reasonOf(error, companionOf !== undefined);
    const status = error instanceof Problem ? error.status : 0;
    if (status === 401) {
      // The session has ended; the upload goes on once its user is back.
      moveTo({ state: 'paused', source, sent: entry.item.sent });
    } else if (REFUSED.has(status) && !isOverQuota(error)) {
      if (entry.uploadId) void abandon(entry.uploadId);
      endAs('refused', message);
    } else {
      moveTo({ state: 'failed', source, message });
    }
    return null;
  }
}
