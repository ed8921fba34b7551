export type UploadState =
  | 'waiting'
  | 'sending'
  /** All bytes are there; the server puts them together. */
  | 'finishing'
  | 'paused'
  /** Begun before a reload, and the browser no longer has the file: it must be chosen again. */
  | 'interrupted'
  | 'done'
  | 'duplicate'
  /** For good: not an image or audio file, too large. */
  | 'refused'
  /** For now: another try may succeed. */
  | 'failed';

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

const OVER: ReadonlySet<UploadState> = new Set(['done', 'duplicate', 'refused']);
const ACTIVE: ReadonlySet<UploadState> = new Set(['waiting', 'sending', 'finishing']);

export const isOver = (item: UploadItem): boolean => OVER.has(item.state);
/** Its bytes are in the library. */
export const isWell = ({ state }: UploadItem): boolean => state === 'done' || state === 'duplicate';
export const isActive = (item: UploadItem): boolean => ACTIVE.has(item.state);

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
