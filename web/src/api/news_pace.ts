/** While something happens, and after this page has changed something. */
export const EAGER_MS = 5_000;
/** Once nothing has happened for some minutes. */
export const CALM_MS = 60_000;

/** Resolves after a time, when the page comes into view, when the network is back, or at the signal. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const ended = new AbortController();
  const options = { signal: ended.signal };
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    const now = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', now, options);
    window.addEventListener('online', now, options);
    document.addEventListener('visibilitychange', now, options);
  });
  ended.abort();
}

/** How often to ask for events where the drive keeps no connection open for them. */
class NewsPace {
  #wait = EAGER_MS;

  /** Something happened, or soon will. Also heard by whoever waits. */
  hurry(): void {
    this.#wait = EAGER_MS;
  }

  /** Waits until it is time to ask again: longer each time, and as long as nobody sees the page. */
  async next(signal: AbortSignal): Promise<void> {
    const began = Date.now();
    do {
      const wasHidden = document.hidden;
      await pause(EAGER_MS, signal);
      if (wasHidden && !document.hidden) this.hurry();
    } while (!signal.aborted && (document.hidden || Date.now() - began < this.#wait));
    this.#wait = Math.min(this.#wait * 2, CALM_MS);
  }
}

export const newsPace = new NewsPace();
