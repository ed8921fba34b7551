/** An upload as it outlives the page. */
export interface ShelvedUpload {
  id: string;
  username: string;
  name: string;
  size: number;
  type: string;
  lastModified: number;
  uploadId: string | null;
  /** Missing when it is too large to be kept twice. */
  file?: Blob;
}

const DATABASE = 'audmg-uploads';
const STORE = 'uploads';
/** Larger files are not copied into the browser's own store; they are chosen again after a reload. */
const MOST_KEPT_BYTES = 256 * 1024 * 1024;

let opening: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const request = work(database.transaction(STORE, mode).objectStore(STORE));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Keeps an upload for after a reload; whether with its bytes. A full or forbidden store costs no more than that. */
export async function shelve(upload: ShelvedUpload): Promise<boolean> {
  const { file, ...rest } = upload;
  if (file && file.size <= MOST_KEPT_BYTES) {
    const kept = await inStore('readwrite', (store) => store.put(upload)).catch(() => null);
    if (kept !== null) return true;
  }
  await inStore('readwrite', (store) => store.put(rest)).catch(() => undefined);
  return false;
}

export async function unshelve(id: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(id)).catch(() => undefined);
}

export async function shelvedOf(username: string): Promise<ShelvedUpload[]> {
  const all = await inStore<ShelvedUpload[]>('readonly', (store) => store.getAll()).catch(() => []);
  return all.filter((upload) => upload.username === username);
}
