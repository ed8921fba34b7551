/** How an upload ended. */
export type Outcome =
  | 'done'
  /** The library has the same bytes already. */
  | 'duplicate'
  /** The drive does not take the file, for example because it is too large, or not an image. */
  | 'refused';

/** The facts about one file of a batch that outlive the page. Its bytes are stored apart, and not always. */
export interface UploadNote {
  /** Begins with the batch and ends with the file's place in it, so that ids sort in the order of adding. */
  readonly id: string;
  readonly batch: string;
  readonly username: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly lastModified: number;
  readonly uploadId: string | null;
  /** Null while the upload has not ended. */
  readonly outcome: Outcome | null;
  /** Says why the file was refused; otherwise empty. */
  readonly message: string;
  /** Id of the upload whose picture this file is a companion of. */
  readonly companionOf?: string;
  /** The album that the file goes into once it is in the library. */
  readonly album?: string;
  /** Id of the file in the library once it is there. */
  readonly fileId?: string;
}

const DATABASE = 'audmg-uploads';
const VERSION = 2;
/** Notes and bytes have stores of their own, so that a short note never waits for a long copy. */
const NOTES = 'notes';
const BYTES = 'bytes';
/** The one store of version 1, where each record has its bytes in `file`. */
const UPLOADS_V1 = 'uploads';
/** Larger files are not copied into the browser's own store; they are chosen again after a reload. */
const MAX_KEPT_BYTES = 256 * 1024 * 1024;
/** Uploads do not wait longer than this for a store that does not reply. */
const NOTED_WITHIN_MS = 10_000;

let opening: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => upgrade(request);
    request.onsuccess = () => {
      const database = request.result;
      // A later version of the app must not wait for this tab.
      database.onversionchange = () => database.close();
      database.onclose = () => (opening = null);
      // The request may have been blocked for a while, and rejected.
      opening = Promise.resolve(database);
      resolve(database);
    };
    request.onerror = () => reject(request.error);
    // Until the other tab is closed, nothing outlives this page.
    request.onblocked = () => reject(new Error('another tab has an older version open'));
  });
  return opening;
}

function upgrade({ result: database, transaction }: IDBOpenDBRequest): void {
  database.createObjectStore(NOTES, { keyPath: 'id' });
  database.createObjectStore(BYTES);
  if (!transaction || !database.objectStoreNames.contains(UPLOADS_V1)) return;
  const reading = transaction.objectStore(UPLOADS_V1).getAll();
  reading.onsuccess = () => {
    for (const { file, id: batch, ...known } of reading.result) {
      const id = noteId(batch, 0);
      transaction
        .objectStore(NOTES)
        .put({ ...known, id, batch, outcome: null, message: '' } satisfies UploadNote);
      if (file) transaction.objectStore(BYTES).put(file, id);
    }
    database.deleteObjectStore(UPLOADS_V1);
  };
}

/** Returns the id of the file at `place` in its batch. */
export function noteId(batch: string, place: number): string {
  return `${batch}.${String(place).padStart(6, '0')}`;
}

/** Returns the range of all ids of a batch; "/" is the character after ".". */
const idsOf = (batch: string) => IDBKeyRange.bound(`${batch}.`, `${batch}/`, true, true);

/** Resolves once the transaction is committed, with the result of the request that `work` returned. */
async function transact<T>(
  store: typeof NOTES | typeof BYTES,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T> | undefined,
  durability: IDBTransactionDurability,
): Promise<T | undefined> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability });
    transaction.onabort = () => reject(transaction.error);
    try {
      const request = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request?.result);
    } catch (error) {
      // A request that throws does not abort the transaction by itself.
      transaction.abort();
      reject(error);
    }
  });
}

/** Resolves to whether the write succeeded. */
const write = (
  store: typeof NOTES | typeof BYTES,
  work: (store: IDBObjectStore) => void,
  durability: IDBTransactionDurability = 'relaxed',
): Promise<boolean> => {
  const act = (opened: IDBObjectStore) => void work(opened);
  return transact(store, 'readwrite', act, durability).then(
    () => true,
    () => false,
  );
};

function putAll(store: IDBObjectStore, notes: readonly UploadNote[]): void {
  for (const each of notes) store.put(each);
}

/**
 * Saves the notes of a batch in one transaction: all or none, durable when this resolves. Resolves to false if the
 * store is full, forbidden or does not reply in time; then these uploads do not outlive the page.
 */
export function saveNotes(notes: readonly UploadNote[]): Promise<boolean> {
  const written = write(NOTES, (store) => putAll(store, notes), 'strict');
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), NOTED_WITHIN_MS));
  return Promise.race([written, late]);
}

const changed = new Map<string, UploadNote>();
let saving: Promise<void> | null = null;

/** Saves a changed note. Changes that come while the store is busy are written together. */
export function saveNote(upload: UploadNote): Promise<void> {
  changed.set(upload.id, upload);
  saving ??= saveChanged();
  return saving;
}

async function saveChanged(): Promise<void> {
  while (changed.size > 0) {
    const notes = [...changed.values()];
    changed.clear();
    await write(NOTES, (store) => putAll(store, notes));
  }
  saving = null;
}

/** Copies a file's bytes into the browser's own store. Resolves to whether that succeeded. */
export async function keepBytes(id: string, file: Blob): Promise<boolean> {
  return file.size <= MAX_KEPT_BYTES && (await write(BYTES, (store) => store.put(file, id)));
}

export async function dropBytes(id: string): Promise<void> {
  await write(BYTES, (store) => store.delete(id));
}

/** Forgets one file and its bytes. */
export async function forget(id: string): Promise<void> {
  changed.delete(id);
  await write(NOTES, (store) => store.delete(id));
  await dropBytes(id);
}

export async function forgetBatch(batch: string): Promise<void> {
  for (const each of changed.values()) if (each.batch === batch) changed.delete(each.id);
  await write(NOTES, (store) => store.delete(idsOf(batch)));
  await write(BYTES, (store) => store.delete(idsOf(batch)));
}

async function read<T>(
  store: typeof NOTES | typeof BYTES,
  work: (store: IDBObjectStore) => IDBRequest<T[]>,
): Promise<T[]> {
  return (await transact(store, 'readonly', work, 'default').catch(() => undefined)) ?? [];
}

/** Returns the ids of a user's batches, the oldest first. */
export async function batchesOf(username: string): Promise<string[]> {
  const notes = await read<UploadNote>(NOTES, (store) => store.getAll());
  return [...new Set(notes.filter((each) => each.username === username).map((each) => each.batch))];
}

export interface ShelvedUpload {
  readonly note: UploadNote;
  /** Undefined if the bytes were not kept, or are no longer needed. */
  readonly bytes: Blob | undefined;
}

/** Returns the files of a batch, in the order in which they were added. */
export async function shelvedBatch(batch: string): Promise<ShelvedUpload[]> {
  const notes = await read<UploadNote>(NOTES, (store) => store.getAll(idsOf(batch)));
  const keys = await read(BYTES, (store) => store.getAllKeys(idsOf(batch)));
  const blobs = await read<Blob>(BYTES, (store) => store.getAll(idsOf(batch)));
  const bytes = new Map(keys.map((key, i) => [key, blobs[i]]));
  return notes.map((each) => ({ note: each, bytes: bytes.get(each.id) }));
}
