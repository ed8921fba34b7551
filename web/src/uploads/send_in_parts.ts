import { reachable } from '../api/base';
import { api, type UploadResult, unwrap } from '../api/client';
import { Problem } from '../api/problem';
import { send } from './send';
import { factsOf, persistently, slots, type Transfer } from './transfer';

interface Part {
  partNumber: number;
  url: string;
}

interface Session {
  partSize: number;
  missing: readonly Part[];
}

/** Number of workers of one file. The slots limit how many of them send at a time. */
const PARTS_AT_A_TIME = 3;

async function begin(transfer: Transfer): Promise<Session> {
  const { id, file, signal } = transfer;
  const body = {
    fileName: file.name,
    contentType: file.type || 'application/octet-stream',
    size: file.size,
    ...factsOf(transfer),
  };
  const session = await unwrap(
    api.POST('/uploads', { body, params: { header: { 'Idempotency-Key': id } }, signal }),
  );
  transfer.uploadId = session.uploadId;
  transfer.remember();
  return { partSize: session.partSize, missing: session.parts };
}

/** Returns the session as the server has it, or a new one if there is none (any more). */
async function open(transfer: Transfer): Promise<Session> {
  if (!transfer.uploadId) return begin(transfer);
  try {
    const path = { id: transfer.uploadId };
    const status = await unwrap(
      api.GET('/uploads/{id}', { params: { path }, signal: transfer.signal }),
    );
    return { partSize: status.partSize, missing: status.missingParts };
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 404) throw error;
    transfer.uploadId = null;
    return begin(transfer);
  }
}

/** Sends all parts that are missing, some at a time. Throws the first failure. */
async function sendParts(transfer: Transfer, session: Session): Promise<void> {
  const { file, signal } = transfer;
  const { partSize } = session;
  const sizeOf = (part: Part) => Math.min(partSize, file.size - (part.partNumber - 1) * partSize);
  const waiting = [...session.missing];
  let arrived = file.size - waiting.reduce((sum, part) => sum + sizeOf(part), 0);
  const moving = new Map<number, number>();
  const tell = () => {
    let sent = arrived;
    for (const bytes of moving.values()) sent += bytes;
    transfer.progress(sent);
  };
  tell();
  const work = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const { partNumber, url } = part;
      const from = (partNumber - 1) * partSize;
      const body = file.slice(from, from + sizeOf(part));
      const progress = (sent: number) => {
        transfer.waiting('');
        moving.set(partNumber, Math.min(sent, body.size));
        tell();
      };
      try {
        await slots.run(() => send({ method: 'PUT', url: reachable(url), body, signal, progress }));
        arrived += body.size;
      } finally {
        moving.delete(partNumber);
      }
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: PARTS_AT_A_TIME }, work));
  const failed = workers.find((worker) => worker.status === 'rejected');
  if (failed) throw failed.reason;
}

async function complete(transfer: Transfer): Promise<UploadResult> {
  transfer.finishing();
  const path = { id: transfer.uploadId as string };
  const header = { 'Idempotency-Key': `${transfer.id}-complete` };
  return unwrap(
    api.POST('/uploads/{id}/complete', {
      params: { path, header },
      body: {},
      signal: transfer.signal,
    }),
  );
}

/** Returns whether asking for the session again helps: URLs have expired, or parts were lost. */
function isStale(error: unknown): boolean {
  return (
    error instanceof Problem &&
    (error.code === 'url_expired' ||
      error.code === 'upload_incomplete' ||
      (error.code === 'not_found' && error.status === 404))
  );
}

const MAX_STALE = 3;

/** Sends a file in parallel parts, and continues where an earlier try stopped. */
export function sendInParts(transfer: Transfer): Promise<UploadResult> {
  let stale = 0;
  return persistently(transfer, async () => {
    for (;;) {
      try {
        await sendParts(transfer, await open(transfer));
        return await complete(transfer);
      } catch (error) {
        if (!isStale(error) || ++stale > MAX_STALE) throw error;
      }
    }
  });
}

/** Deletes an unfinished upload from the server; ignores failures, because it expires there. */
export async function abandon(uploadId: string): Promise<void> {
  await api.DELETE('/uploads/{id}', { params: { path: { id: uploadId } } }).catch(() => undefined);
}
