import { apiBase } from './base';
import { authorizedFetch, type Kind } from './client';
import { EventStreamParser, type StreamEvent } from './event_stream';
import { useSession } from './session';

/** What happened to one of the user's files (docs/formats/events.md). */
export interface FileEvent {
  type: 'file.uploaded' | 'file.ready' | 'file.failed' | 'file.deleted';
  fileId: string;
  detail: { kind?: Kind };
}

type Listener = (event: FileEvent) => void;

const CHANNEL = 'audmg.events';
const LOCK = 'audmg.events';
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

const listeners = new Set<Listener>();
const channel = new BroadcastChannel(CHANNEL);
channel.onmessage = (message: MessageEvent<FileEvent>) => tell(message.data);

function tell(event: FileEvent): void {
  for (const listener of listeners) listener(event);
}

/** Calls `listener` for every event until the function it returns is called. */
export function onFileEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    const now = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', now, { once: true });
    window.addEventListener('online', now, { once: true });
  });

/** Reads one stream to its end. */
async function read(
  lastId: string | null,
  signal: AbortSignal,
  take: (event: StreamEvent) => void,
) {
  const headers: Record<string, string> = lastId ? { 'Last-Event-ID': lastId } : {};
  const response = await authorizedFetch(
    new Request(`${apiBase || location.origin}/events`, { headers, signal }),
  );
  if (!response.ok || !response.body) throw new Error(`no events: ${response.status}`);
  const parser = new EventStreamParser();
  const text = new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>;
  const reader = response.body.pipeThrough(text).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    for (const event of parser.push(value)) take(event);
  }
}

async function follow(signal: AbortSignal): Promise<void> {
  let lastId: string | null = null;
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      await read(lastId, signal, ({ id, data }) => {
        lastId = id ?? lastId;
        wait = FIRST_WAIT_MS;
        const event = JSON.parse(data) as FileEvent;
        tell(event);
        channel.postMessage(event);
      });
    } catch {
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
    if (!signal.aborted) await pause(wait * (0.75 + Math.random() / 2), signal);
  }
}

/** One tab holds the stream and tells the others: browsers keep few connections to a server. */
export function startFileEvents(): void {
  let running: AbortController | null = null;
  const start = (user: string | undefined) => {
    running?.abort();
    running = null;
    if (!user) return;
    const controller = new AbortController();
    running = controller;
    const run = () => follow(controller.signal);
    const options = { signal: controller.signal };
    if (navigator.locks) void navigator.locks.request(LOCK, options, run).catch(() => undefined);
    else void run();
  };
  useSession.subscribe((now, before) => {
    if (now.session?.username !== before.session?.username) start(now.session?.username);
  });
  start(useSession.getState().session?.username);
}
