/** Files that were added together. They are recorded together, and forgotten once all are settled. */
export interface Batch {
  readonly id: string;
  /** The notes are written, or cannot be written; bytes may be sent. */
  ready: boolean;
  /** Ids of files that are neither uploaded nor dismissed. */
  readonly unsettled: Set<string>;
  /** Lets other tabs take the batch over. */
  release(): void;
}

/** How long a page that is being reloaded may take to release its batches. */
const RELEASED_WITHIN_MS = 3000;

/** Pages without TLS have no crypto.randomUUID. */
const unique = () => crypto.randomUUID?.() ?? Math.random().toString(36).slice(2);

/** Begins a batch. Ids sort by the time of the batch. */
export function newBatch(): Batch {
  const id = `${Date.now().toString(36)}-${unique()}`;
  const held = hold(id);
  const release = () => void held.then((letGo) => letGo?.());
  return { id, ready: false, unsettled: new Set(), release };
}

/**
 * Claims a batch for this tab until the returned function is called. Resolves to null if another tab has it.
 * Where the browser has no locks (pages without TLS), every tab can claim it.
 */
export function hold(batch: string): Promise<(() => void) | null> {
  if (!navigator.locks) return Promise.resolve(() => {});
  const signal = AbortSignal.timeout(RELEASED_WITHIN_MS);
  return new Promise((resolve) => {
    const keep = () => new Promise<void>((letGo) => resolve(letGo));
    navigator.locks.request(`audmg.uploads.${batch}`, { signal }, keep).catch(() => resolve(null));
  });
}
