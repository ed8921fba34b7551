/** Files that were added together. They are noted together, and forgotten together once all is well. */
export interface Batch {
  readonly id: string;
  /** Its notes are written, or cannot be: bytes may go. */
  ready: boolean;
  /** Ids of what is neither uploaded nor dismissed. */
  readonly unsettled: Set<string>;
  /** Gives the other tabs leave to take it over. */
  release(): void;
}

/** How long a page that is being reloaded may take to let go of its batches. */
const RELEASED_WITHIN_MS = 3000;

/** Pages without TLS have no crypto.randomUUID. */
const unique = () => crypto.randomUUID?.() ?? Math.random().toString(36).slice(2);

/** Ids sort by the time of the batch. */
export function newBatch(): Batch {
  const id = `${Date.now().toString(36)}-${unique()}`;
  const held = hold(id);
  const release = () => void held.then((letGo) => letGo?.());
  return { id, ready: false, unsettled: new Set(), release };
}

/**
 * Claims a batch for this tab until the function that it returns is called. Null while another tab has the batch.
 * Where the browser has no locks (pages without TLS), every tab may have it.
 */
export function hold(batch: string): Promise<(() => void) | null> {
  if (!navigator.locks) return Promise.resolve(() => {});
  const signal = AbortSignal.timeout(RELEASED_WITHIN_MS);
  return new Promise((resolve) => {
    const keep = () => new Promise<void>((letGo) => resolve(letGo));
    navigator.locks.request(`audmg.uploads.${batch}`, { signal }, keep).catch(() => resolve(null));
  });
}
