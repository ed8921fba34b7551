import type { Track } from './track';

/** Longer songs are not decoded: a minute takes about 20 MB of memory. */
const MAX_SECONDS = 720;
const RETRY_MS = 2000;

interface Slot {
  bytes?: ArrayBuffer;
  buffer?: AudioBuffer;
  busy: boolean;
  /** The browser cannot decode it. */
  hopeless: boolean;
  retryAt: number;
  readonly abort: AbortController;
}

const slots = new Map<string, Slot>();

function slotOf(id: string): Slot {
  let slot = slots.get(id);
  if (!slot) {
    slot = { busy: false, hopeless: false, retryAt: 0, abort: new AbortController() };
    slots.set(id, slot);
  }
  return slot;
}

/** The user has asked the browser to save data: a song that is decoded is fetched once more. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

/** Returns whether a song is short enough to be decoded, and nothing has shown that it cannot be. */
export function isDecodable({ id, seconds }: Track): boolean {
  if (savesData()) return false;
  return seconds > 0 && seconds <= MAX_SECONDS && !slots.get(id)?.hopeless;
}

export const decodedOf = (id: string): AudioBuffer | undefined => slots.get(id)?.buffer;

async function work(slot: Slot, step: () => Promise<void>): Promise<void> {
  if (slot.busy || Date.now() < slot.retryAt) return;
  slot.busy = true;
  try {
    await step();
  } catch (error) {
    slot.hopeless = error instanceof DOMException && error.name === 'EncodingError';
    slot.retryAt = Date.now() + RETRY_MS;
  } finally {
    slot.busy = false;
  }
}

/** Fetches the bytes of a song, unless that was done. What fails is tried again at a later call. */
export function fetchAhead({ id, url }: Track): void {
  const slot = slotOf(id);
  if (slot.bytes || slot.buffer) return;
  void work(slot, async () => {
    const response = await fetch(url, { signal: slot.abort.signal });
    if (!response.ok) throw new Error(`no song: ${response.status}`);
    slot.bytes = await response.arrayBuffer();
  });
}

/** Decodes a song whose bytes are there. */
export function decodeAhead({ id }: Track, context: AudioContext): void {
  const slot = slotOf(id);
  const { bytes } = slot;
  if (!bytes || slot.buffer) return;
  void work(slot, async () => {
    delete slot.bytes;
    slot.buffer = await context.decodeAudioData(bytes);
  });
}

/** Forgets all songs but these. */
export function keepOnly(ids: readonly (string | undefined)[]): void {
  for (const [id, slot] of slots) {
    if (ids.includes(id)) continue;
    slot.abort.abort();
    slots.delete(id);
  }
}
