import { vi } from 'vitest';

export type Handler = (request: Request) => Response | Promise<Response>;

/** One request that the page has sent. */
export interface Call {
  /** Method and path, as in "GET /me". */
  readonly what: string;
  readonly request: Request;
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers });

/** A reply that says no, as the drive words it. */
export const problem = (
  status: number,
  code: string,
  headers: Record<string, string> = {},
  more: object = {},
) =>
  json(
    {
      type: 'about:blank',
      title: code,
      status,
      code,
      message: `${code}.`,
      requestId: 'r',
      ...more,
    },
    status,
    headers,
  );

/** The network of a page: fetch and XMLHttpRequest, with a drive at the other end that a test scripts. */
export class Network {
  /** Without it every request fails, as it does without a connection. */
  online = true;
  /** Bodies that XMLHttpRequest sends get half of the way, and no further. */
  stalled = false;
  /** What was sent, the oldest first. */
  readonly calls: Call[] = [];
  readonly #handlers = new Map<string, Handler>();
  #generation = 0;

  constructor(readonly origin: string) {}

  /** What the drive replies to requests like "GET /files/*"; the latest word counts. */
  on(what: string, handler: Handler): void {
    this.#handlers.delete(what);
    this.#handlers.set(what, handler);
  }

  /** What the drive replies to requests like `what` at the moment. */
  handlerOf(what: string): Handler {
    const pattern = [...this.#handlers.keys()].findLast((each) => matches(each, what));
    const handler = pattern && this.#handlers.get(pattern);
    if (!handler) throw new Error(`no reply is scripted for ${what}`);
    return handler;
  }

  /** Holds requests like `what` back: each call of the returned function lets the oldest one through to `handler`. */
  hold(what: string, handler: Handler): () => void {
    const waiting: (() => void)[] = [];
    this.on(what, async (request) => {
      await new Promise<void>((go) => waiting.push(go));
      return handler(request);
    });
    return () => waiting.shift()?.();
  }

  /** The requests like `what` so far. */
  sent(what: string): Request[] {
    return this.calls.filter((call) => matches(what, call.what)).map((call) => call.request);
  }

  /** Requests that are under way never get a reply. */
  forgetPending(): void {
    this.#generation++;
  }

  install(): void {
    vi.stubGlobal('fetch', (input: string | Request, init?: RequestInit) =>
      this.exchange(new Request(typeof input === 'string' ? this.origin + input : input, init)),
    );
    vi.stubGlobal('XMLHttpRequest', xhrOn(this));
  }

  /** Sends a request and waits for the reply, as fetch does. */
  async exchange(request: Request): Promise<Response> {
    const generation = this.#generation;
    const { method, url, signal } = request;
    const what = `${method} ${new URL(url).pathname}`;
    this.calls.push({ what, request: request.clone() });
    const aborted = new Promise<never>((_, reject) => {
      const fail = () => reject(new DOMException('aborted', 'AbortError'));
      if (signal.aborted) fail();
      else signal.addEventListener('abort', fail);
    });
    const reply = async () => {
      // As in reality, other tasks have their turn before a reply comes.
      await new Promise((resolve) => setImmediate(resolve));
      if (!this.online) throw new TypeError('network failure');
      const response = await this.handlerOf(what)(request);
      return generation === this.#generation ? response : new Promise<never>(() => {});
    };
    return Promise.race([reply(), aborted]);
  }
}

function matches(pattern: string, what: string): boolean {
  const parts = what.split('/');
  const wanted = pattern.split('/');
  return (
    parts.length === wanted.length && wanted.every((part, i) => part === '*' || part === parts[i])
  );
}

/** XMLHttpRequest as far as src/uploads/send.ts uses it. */
function xhrOn(network: Network) {
  return class {
    readonly upload: {
      onprogress?: (event: { loaded: number }) => void;
      onload?: () => void;
    } = {};
    onload?: () => void;
    onerror?: () => void;
    onabort?: () => void;
    onloadend?: () => void;
    status = 0;
    responseText = '';
    #method = '';
    #url = '';
    #sent = new Headers();
    #received = new Headers();
    #ended = false;
    readonly #controller = new AbortController();

    open(method: string, url: string): void {
      this.#method = method;
      this.#url = new URL(url, network.origin).href;
    }

    setRequestHeader(name: string, value: string): void {
      this.#sent.set(name, value);
    }

    getResponseHeader(name: string): string | null {
      return this.#received.get(name);
    }

    send(body: Blob | FormData): void {
      void this.#exchange(body);
    }

    abort(): void {
      this.#controller.abort();
      this.#end(this.onabort);
    }

    async #exchange(body: Blob | FormData): Promise<void> {
      try {
        if (network.online) await this.#sendBody(body);
        const { signal } = this.#controller;
        const init = { method: this.#method, headers: this.#sent, body, signal };
        const response = await network.exchange(new Request(this.#url, init));
        this.status = response.status;
        this.#received = response.headers;
        this.responseText = await response.text();
        this.#end(this.onload);
      } catch {
        this.#end(this.onerror);
      }
    }

    async #sendBody(body: Blob | FormData): Promise<void> {
      const parts = body instanceof Blob ? [body] : [...body.values()];
      // The text around files is a few bytes beside them.
      const size = parts.reduce((sum, each) => sum + (each instanceof Blob ? each.size : 0), 0);
      await Promise.resolve();
      this.upload.onprogress?.({ loaded: Math.floor(size / 2) });
      if (network.stalled) await new Promise<never>(() => {});
      this.upload.onprogress?.({ loaded: size });
      this.upload.onload?.();
    }

    #end(handler: (() => void) | undefined): void {
      if (this.#ended) return;
      this.#ended = true;
      handler?.();
      this.onloadend?.();
    }
  };
}
