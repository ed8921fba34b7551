import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import { Network } from './network';

const ORIGIN = 'http://drive.test';

/** Web locks: one holder a name, the others in the order in which they asked. */
class Locks {
  #last = new Map<string, Promise<void>>();

  async request(name: string, ...rest: unknown[]): Promise<unknown> {
    const work = rest.at(-1) as () => unknown;
    const { signal } = (rest.length > 1 ? rest[0] : {}) as { signal?: AbortSignal };
    const before = this.#last.get(name) ?? Promise.resolve();
    let release = () => {};
    const mine = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#last.set(
      name,
      before.then(() => mine),
    );
    const aborted = new Promise<never>((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason)),
    );
    try {
      await Promise.race([before, aborted]);
      return await work();
    } finally {
      release();
    }
  }

  /** Lets go of all locks, as the browser does when a page is closed. */
  releaseAll(): void {
    this.#last.clear();
  }
}

class Storage {
  readonly #values = new Map<string, string>();
  getItem = (key: string) => this.#values.get(key) ?? null;
  setItem = (key: string, value: string) => void this.#values.set(key, value);
  removeItem = (key: string) => void this.#values.delete(key);
}

/** Delivers to the other channels of the same name, a moment later. */
class Channel {
  static #open: Channel[] = [];
  onmessage: ((message: { data: unknown }) => void) | null = null;

  constructor(readonly name: string) {
    Channel.#open.push(this);
  }

  postMessage(data: unknown): void {
    for (const other of Channel.#open)
      if (other !== this && other.name === this.name)
        queueMicrotask(() => other.onmessage?.({ data: structuredClone(data) }));
  }

  static closeAll(): void {
    Channel.#open = [];
  }
}

/** One tab: modules that share the browser, but nothing else, with those of other tabs. */
export type Tab<Modules> = Modules & {
  /** Dispatches an event to the tab's window. */
  dispatch(type: string, fields?: object): Event;
};

/**
 * The browser around the modules of src/: storage, locks, channels, the network, and a clock that stands still until
 * pass() is called. One for each test; close it at the end.
 */
export class Browser {
  readonly localStorage = new Storage();
  readonly locks = new Locks();
  readonly network = new Network(ORIGIN);

  constructor() {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
      now: Date.UTC(2026, 0, 1),
    });
    vi.stubGlobal('localStorage', this.localStorage);
    vi.stubGlobal('navigator', { onLine: true, locks: this.locks });
    vi.stubGlobal('location', new URL(`${ORIGIN}/photos`));
    const page = Object.assign(new EventTarget(), {
      hidden: false,
      querySelector: () => null,
      body: { append: () => undefined },
    });
    vi.stubGlobal('document', page);
    vi.stubGlobal('indexedDB', new IDBFactory());
    vi.stubGlobal('BroadcastChannel', Channel);
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new DOMException('too late', 'TimeoutError')), ms);
      return controller.signal;
    });
    this.network.install();
  }

  /** Loads modules as a page does that was just opened; `load` imports them. */
  async openTab<Modules>(load: () => Promise<Modules>): Promise<Tab<Modules>> {
    const window = new EventTarget();
    vi.stubGlobal('window', window);
    vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
    vi.resetModules();
    const dispatch = (type: string, fields: object = {}) => {
      const event = Object.assign(new Event(type, { cancelable: true }), fields);
      window.dispatchEvent(event);
      return event;
    };
    return { ...(await load()), dispatch };
  }

  /** Sets the machine's clock back; timers run on as they did. */
  setClockBack(ms: number): void {
    vi.setSystemTime(Date.now() - ms);
  }

  /** What closing every tab does: timers, requests and locks go; storage stays. */
  closeTabs(): void {
    vi.clearAllTimers();
    this.network.forgetPending();
    this.locks.releaseAll();
    Channel.closeAll();
  }

  /** Ends the browser, and waits until nothing of its tabs is left that could act on the next one. */
  async close(): Promise<void> {
    await settle();
    this.closeTabs();
    await settle();
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  }
}

/** Lets everything happen that is due now. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets time pass, and everything happen that becomes due. */
export async function pass(ms: number): Promise<void> {
  const step = Math.max(10, ms / 20);
  await settle();
  for (let left = ms; left > 0; left -= step) {
    await vi.advanceTimersByTimeAsync(Math.min(step, left));
    await settle();
  }
}
