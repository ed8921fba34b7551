import { apiBase } from '../api/base';
import type { UploadResult } from '../api/client';
import { onReconnect, useConnection } from '../api/connection';
import { isPassing, Problem, Unreachable } from '../api/problem';
import { waitBeforeRetry } from '../api/query_client';
import { accessToken, renew } from '../api/session';
import { words } from '../messages/words';
import { type Sending, send } from './send';
import { Slots } from './slots';

/** Browsers keep six connections to a server; some must stay free for events and pictures. */
const TRANSFERS_AT_A_TIME = 3;
const MAX_FAILURES = 8;

export const slots = new Slots(TRANSFERS_AT_A_TIME);

/** The view of an upload that a transfer has: its input, and its reports. */
export interface Transfer {
  readonly id: string;
  readonly file: File;
  readonly signal: AbortSignal;
  /** Id of the picture in the library that the file is a companion of. */
  readonly companionOf: string | undefined;
  /** Id of the session that was begun at the server, in this page or before a reload. */
  uploadId: string | null;
  /** Reports how many bytes were sent. */
  progress(sent: number): void;
  /** Reports that all bytes were sent and the server works on them. */
  finishing(): void;
  /** Reports why nothing moves; "" when something moves again. */
  waiting(message: string): void;
  /** Reports that `uploadId` has changed. */
  remember(): void;
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    const stop = onReconnect(done);
    signal.addEventListener('abort', done);
    function done() {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}

/** Throws if the browser can no longer read the file, because it was moved or changed. */
async function assertReadable(file: File): Promise<void> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw new Error(words.uploads.unreadable);
  }
}

/** Repeats `work` until it succeeds, or fails for good. */
export async function persistently<T>(transfer: Transfer, work: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; ) {
    try {
      const result = await work();
      transfer.waiting('');
      return result;
    } catch (error) {
      if (transfer.signal.aborted || !isRepeatable(error)) throw error;
      if (error instanceof Unreachable) await assertReadable(transfer.file);
      const away = !useConnection.getState().reachable;
      if (!away && ++failures > MAX_FAILURES) throw error;
      transfer.waiting(away ? words.uploads.waitingForConnection : words.uploads.tryingAgain);
      await sleep(waitBeforeRetry(failures, error), transfer.signal);
      if (transfer.signal.aborted) throw new DOMException('aborted', 'AbortError');
    }
  }
}

function isRepeatable(error: unknown): boolean {
  if (isPassing(error)) return true;
  const code = error instanceof Problem ? error.code : null;
  return code === 'idempotency_in_progress' || code === 'upload_busy';
}

/** Sends as the user that is logged in, again with a new token if the old one was refused. */
export async function sendAuthorized(
  sending: Omit<Sending, 'headers'>,
  headers: Record<string, string>,
): Promise<unknown> {
  const token = await accessToken();
  const withToken = (each: string | null) => ({
    ...headers,
    ...(each && { Authorization: `Bearer ${each}` }),
  });
  try {
    return await send({ ...sending, headers: withToken(token) });
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401 || !token) throw error;
    return send({ ...sending, headers: withToken(await renew(token)) });
  }
}

/** The facts beside the file that the drive is told. */
export function factsOf({ file, companionOf }: Transfer): {
  modifiedAt: string;
  companionOf?: string;
} {
  const modifiedAt = new Date(file.lastModified).toISOString();
  return companionOf === undefined ? { modifiedAt } : { modifiedAt, companionOf };
}

/** Sends the whole file in one request. The idempotency key makes retries harmless. */
export function sendAsForm(transfer: Transfer): Promise<UploadResult> {
  const { id, file, signal } = transfer;
  return persistently(transfer, () =>
    slots.run(async () => {
      const body = new FormData();
      for (const [name, value] of Object.entries(factsOf(transfer))) body.append(name, value);
      body.append('file', file, file.name);
      const progress = (sent: number) => {
        transfer.waiting('');
        transfer.progress(Math.min(sent, file.size));
        if (sent >= file.size) transfer.finishing();
      };
      const sending = { method: 'POST' as const, url: `${apiBase}/upload`, body, signal, progress };
      return (await sendAuthorized(sending, { 'Idempotency-Key': id })) as UploadResult;
    }),
  );
}
