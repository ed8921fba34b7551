import type { Outcome } from './shelf';

/** The states of an upload that is under way, or will be by itself. */
type ActiveState =
  | 'waiting'
  | 'sending'
  /** All bytes have arrived; the server puts them together. */
  | 'finishing';

export type UploadState =
  | ActiveState
  | 'paused'
  /** The upload began before a reload, and the browser no longer has the file: it must be chosen again. */
  | 'interrupted'
  /** The upload stopped; another try may succeed. */
  | 'failed'
  | Outcome;

/** One upload as it is shown. */
export interface UploadItem {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly state: UploadState;
  readonly sent: number;
  /** Says why the upload is refused, failed or waiting; may be empty. */
  readonly message: string;
}

const OVER: ReadonlySet<UploadState> = new Set<Outcome>(['done', 'duplicate', 'refused']);
const ACTIVE: ReadonlySet<UploadState> = new Set<ActiveState>(['waiting', 'sending', 'finishing']);

type Stateful = { readonly state: UploadState };

/** Returns whether nothing is left to be sent. */
export const isOver = <T extends Stateful>(upload: T): upload is T & { readonly state: Outcome } =>
  OVER.has(upload.state);
/** Returns whether the library has the bytes. */
export const isWell = ({ state }: Stateful): boolean => state === 'done' || state === 'duplicate';
export const isActive = <T extends Stateful>(
  upload: T,
): upload is T & { readonly state: ActiveState } => ACTIVE.has(upload.state);

const ORDER: Record<UploadState, number> = {
  interrupted: 0,
  refused: 0,
  failed: 0,
  sending: 1,
  finishing: 1,
  waiting: 2,
  paused: 2,
  duplicate: 3,
  done: 4,
};

/** Sorts uploads: those that need the user first, then those under way, those to come, and finished ones. */
export function inOrderOfInterest(items: readonly UploadItem[]): readonly UploadItem[] {
  return items.toSorted((a, b) => ORDER[a.state] - ORDER[b.state]);
}

export interface Totals {
  readonly count: number;
  readonly over: number;
  readonly active: number;
  readonly paused: number;
  /** Number of files that are in the library now, and were not before. */
  readonly added: number;
  readonly duplicates: number;
  readonly trouble: number;
  /** Number of those in trouble whose files must be chosen again. */
  readonly interrupted: number;
  readonly size: number;
  readonly sent: number;
}

/** Adds up the whole list. Refused files count as finished. */
export function totalsOf(items: readonly UploadItem[]): Totals {
  const totals = {
    count: items.length,
    over: 0,
    active: 0,
    paused: 0,
    added: 0,
    duplicates: 0,
    trouble: 0,
    interrupted: 0,
    size: 0,
    sent: 0,
  };
  for (const item of items) {
    totals.size += item.size;
    totals.sent += isOver(item) ? item.size : item.sent;
    if (isOver(item)) totals.over++;
    if (isActive(item)) totals.active++;
    if (item.state === 'paused') totals.paused++;
    if (item.state === 'done') totals.added++;
    if (item.state === 'duplicate') totals.duplicates++;
    if (item.state === 'interrupted') totals.interrupted++;
    if (item.state === 'refused' || item.state === 'failed' || item.state === 'interrupted')
      totals.trouble++;
  }
  return totals;
}
