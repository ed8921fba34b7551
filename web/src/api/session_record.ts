/** The tokens of a user that is logged in. */
export interface Session {
  username: string;
  token: string;
  refreshToken: string;
  /** Time at which the token is renewed, by this machine's clock, in milliseconds. */
  renewAt: number;
}

/**
 * The session as all tabs agree on it. What localStorage says in one tab may be a moment behind what
 * another tab wrote, even under a lock; a transaction of IndexedDB never is.
 */
const DATABASE = 'audmg-session';
const STORE = 'session';
const KEY = 'current';

let opening: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function transact<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  try {
    const transaction = (await open()).transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    return await new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } catch {
    // Without the store, tabs agree by localStorage alone.
    return undefined;
  }
}

/** Returns the session that was recorded last, or undefined. */
export function recorded(): Promise<Session | undefined> {
  return transact<Session | undefined>('readonly', (store) => store.get(KEY));
}

export async function record(session: Session): Promise<void> {
  await transact('readwrite', (store) => store.put(session, KEY));
}

export async function forgetRecord(): Promise<void> {
  await transact('readwrite', (store) => store.delete(KEY));
}
