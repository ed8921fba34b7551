import { apiBase } from './base';
import { authorizedFetch, type Kind } from './client';
import { EventStreamParser, type StreamEvent } from './event_stream';
import { askForNews, type ToldEvent } from './news';
import { useSession } from './session';

/** What happened to one of the user's files (docs/formats/events.md). */
export interface FileEvent {
  type:
    | 'file.uploaded'
    | 'file.processing'
    | 'file.ready'
    | 'file.rendition_ready'
    | 'file.rendition_failed'
    | 'file.failed'
    | 'file.damaged'
    | 'file.healed'
    | 'file.changed'
    | 'file.trashed'
    | 'file.restored'
    | 'file.deleted';
  fileId: string;
  detail: { kind?: Kind };
}

/** Events may have been missed: listeners ask for changes themselves. */
export interface PollDue {
  type: 'poll';
}

/** Several files were changed alike, or restored from the trash. */
export interface FilesChanged {
  type: 'files.changed';
  detail: { fileIds: readonly string[] };
}

export interface CollectionChanged {
  type: 'collection.changed';
  detail: { collectionId: string };
}

export interface CollectionDeleted {
  type: 'collection.deleted';
  detail: { collectionId: string };
}

export type News = FileEvent | FilesChanged | CollectionChanged | CollectionDeleted | PollDue;

type Listener = (news: News) => void;

const CHANNEL = 'audmg.events';
const LOCK = 'audmg.events';
const FIRST_WAIT_MS = 1000;
const MAX_WAIT_MS = 30_000;

const listeners = new Set<Listener>();
let channel: BroadcastChannel | undefined;

function tell(news: News): void {
  for (const listener of listeners) listener(news);
}

/** Calls `listener` for every event until the returned function is called. */
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

/**
 * Reads one stream to its end, after a call of `opened`. Returns false where the drive has no streams (it is a
 * Lambda function).
 */
async function read(
  lastId: string | null,
  signal: AbortSignal,
  opened: () => void,
  take: (event: StreamEvent) => void,
): Promise<boolean> {
  const headers: Record<string, string> = lastId ? { 'Last-Event-ID': lastId } : {};
  const response = await authorizedFetch(
    new Request(`${apiBase || location.origin}/events`, { headers, signal }),
  );
  if (response.status === 501) return false;
  if (!response.ok || !response.body) throw new Error(`no events: ${response.status}`);
  opened();
  const parser = new EventStreamParser();
  const text = new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>;
  const reader = response.body.pipeThrough(text).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return true;
    for (const event of parser.push(value)) take(event);
  }
}

function tellAllTabs(news: News): void {
  tell(news);
  channel?.postMessage(news);
}

const forAllTabs = {
  tell: (event: ToldEvent) => tellAllTabs(event as News),
  missed: () => tellAllTabs({ type: 'poll' }),
};

async function follow(signal: AbortSignal): Promise<void> {
  let lastId: string | null = null;
  let wait = FIRST_WAIT_MS;
  let hasRead = false;
  // The drive sends what came between two streams if it is told where the first one ended.
  const opened = () => {
    if (hasRead && lastId === null) tellAllTabs({ type: 'poll' });
    hasRead = true;
  };
  while (!signal.aborted) {
    try {
      const streams = await read(lastId, signal, opened, ({ id, data }) => {
        lastId = id ?? lastId;
        wait = FIRST_WAIT_MS;
        tellAllTabs(JSON.parse(data) as News);
      });
      if (!streams) return askForNews(signal, forAllTabs);
    } catch {
      wait = Math.min(wait * 2, MAX_WAIT_MS);
    }
    if (!signal.aborted) await pause(wait * (0.75 + Math.random() / 2), signal);
  }
}

/**
 * Follows the events of the user that is logged in. One tab holds the stream and tells the others, because browsers
 * keep few connections to a server.
 */
export function startFileEvents(): void {
  channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = (message: MessageEvent<News>) => tell(message.data);
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
