import type { Outcome } from './shelf';

/** Something is being done about it, or will be without anybody's help. */
type ActiveState =
  | 'waiting'
  | 'sending'
  /** All bytes are there; the server puts them together. */
  | 'finishing';

export type UploadState =
  | ActiveState
  | 'paused'
  /** Begun before a reload, and the browser no longer has the file: it must be chosen again. */
  | 'interrupted'
  /** For now: another try may succeed. */
  | 'failed'
  | Outcome;

/** One upload as it is shown. */
export interface UploadItem {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly state: UploadState;
  readonly sent: number;
  /** Why it is refused, failed or waiting, for people. */
  readonly message: string;
}

const OVER: ReadonlySet<UploadState> = new Set<Outcome>(['done', 'duplicate', 'refused']);
const ACTIVE: ReadonlySet<UploadState> = new Set<ActiveState>(['waiting', 'sending', 'finishing']);

type Stateful = { readonly state: UploadState };

/** Nothing is left to be sent. */
export const isOver = <T extends Stateful>(upload: T): upload is T & { readonly state: Outcome } =>
  OVER.has(upload.state);
/** Its bytes are in the library. */
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

/** What needs somebody first, then what moves, then what is to come, then what is over. */
export function inOrderOfInterest(items: readonly UploadItem[]): readonly UploadItem[] {
  return items.toSorted((a, b) => ORDER[a.state] - ORDER[b.state]);
}

export interface Totals {
  readonly count: number;
  readonly over: number;
  readonly active: number;
  readonly paused: number;
  readonly trouble: number;
  /** Of those in trouble: to be chosen again. */
  readonly interrupted: number;
  readonly size: number;
  readonly sent: number;
}

/** What the whole list comes to. Refused files count as dealt with. */
export function totalsOf(items: readonly UploadItem[]): Totals {
  const totals = {
    count: items.length,
    over: 0,
    active: 0,
    paused: 0,
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
    if (item.state === 'interrupted') totals.interrupted++;
    if (item.state === 'refused' || item.state === 'failed' || item.state === 'interrupted')
      totals.trouble++;
  }
  return totals;
}
