import { shuffled } from './shuffled';

export type Repeat = 'off' | 'all' | 'one';

export interface Entry {
  /** Tells entries apart; a song may be in the queue twice. */
  readonly key: number;
  readonly id: string;
  /** The listener put it here by "Play next" or "Add to the end". */
  readonly added: boolean;
}

/** What plays, in which order. All functions return new queues. */
export interface Queue {
  /** In the order of playing. */
  readonly entries: readonly Entry[];
  /** The same entries in the order to go back to; null while the queue is not shuffled. */
  readonly ordered: readonly Entry[] | null;
  /** Index of the current entry; -1 if the queue is empty. */
  readonly at: number;
}

export const emptyQueue: Queue = { entries: [], ordered: null, at: -1 };

let lastKey = 0;

function entriesOf(ids: readonly string[], added: boolean): Entry[] {
  return ids.map((id) => ({ key: ++lastKey, id, added }));
}

export function queueOf(ids: readonly string[], at: number): Queue {
  return { entries: entriesOf(ids, false), ordered: null, at };
}

/** Builds a queue that was kept as ids; `order` lists the indices of `ids` in their original order. */
export function restoredQueue(kept: {
  ids: readonly string[];
  added: readonly number[];
  order: readonly number[] | null;
  at: number;
}): Queue {
  const added = new Set(kept.added);
  const entries = kept.ids.map((id, i) => ({ key: ++lastKey, id, added: added.has(i) }));
  const ordered = kept.order?.flatMap((i) => entries[i] ?? []) ?? null;
  return { entries, ordered, at: Math.min(kept.at, entries.length - 1) };
}

/** Puts `news` behind the entry `after`, or at the beginning if that is not in the list. */
function inserted(list: readonly Entry[], news: readonly Entry[], after: Entry | undefined) {
  const place = after ? list.indexOf(after) + 1 : 0;
  return [...list.slice(0, place), ...news, ...list.slice(place)];
}

/** Inserts songs behind the current one. */
export function withNext(queue: Queue, ids: readonly string[]): Queue {
  const news = entriesOf(ids, true);
  const current = queue.entries[queue.at];
  return {
    entries: inserted(queue.entries, news, current),
    ordered: queue.ordered && inserted(queue.ordered, news, current),
    at: queue.at,
  };
}

export function withAtEnd(queue: Queue, ids: readonly string[]): Queue {
  const news = entriesOf(ids, true);
  return {
    entries: [...queue.entries, ...news],
    ordered: queue.ordered && [...queue.ordered, ...news],
    at: queue.at,
  };
}

/** Removes the entry at this index; the current one stays. */
export function without(queue: Queue, index: number): Queue {
  const gone = queue.entries[index];
  if (!gone || index === queue.at) return queue;
  const keeps = (entry: Entry) => entry !== gone;
  return {
    entries: queue.entries.filter(keeps),
    ordered: queue.ordered?.filter(keeps) ?? null,
    at: index < queue.at ? queue.at - 1 : queue.at,
  };
}

/** Moves an entry to another index, where the others make room for it. */
export function moved(queue: Queue, from: number, to: number): Queue {
  const entry = queue.entries[from];
  if (!entry || to < 0 || to >= queue.entries.length || from === to) return queue;
  const current = queue.entries[queue.at];
  const entries = queue.entries.filter((each) => each !== entry);
  entries.splice(to, 0, entry);
  return { ...queue, entries, at: current ? entries.indexOf(current) : queue.at };
}

/** Removes all that would come after the current song. */
export function clearedBehind(queue: Queue): Queue {
  const entries = queue.entries.slice(0, queue.at + 1);
  const kept = new Set(entries);
  return {
    entries,
    ordered: queue.ordered?.filter((entry) => kept.has(entry)) ?? null,
    at: queue.at,
  };
}

/** Mixes the queue; the current song comes first. */
export function shuffledQueue(queue: Queue, random: () => number = Math.random): Queue {
  if (queue.ordered || queue.at < 0) return queue;
  const current = queue.entries[queue.at] as Entry;
  const others = queue.entries.filter((entry) => entry !== current);
  return { entries: [current, ...shuffled(others, random)], ordered: queue.entries, at: 0 };
}

/** Goes back to the order before the shuffle; the current song stays the current one. */
export function orderedQueue(queue: Queue): Queue {
  if (!queue.ordered) return queue;
  const current = queue.entries[queue.at];
  return {
    entries: queue.ordered,
    ordered: null,
    at: current ? queue.ordered.indexOf(current) : queue.at,
  };
}

/** Returns the index of the song that follows when the current one ends, or null at the end of the queue. */
export function indexAfter(queue: Queue, repeat: Repeat): number | null {
  if (queue.at < 0) return null;
  return repeat === 'one' ? queue.at : nextIndex(queue, repeat);
}

/** Returns the index of the song to which "Next" goes, or null if there is none. */
export function nextIndex(queue: Queue, repeat: Repeat): number | null {
  if (queue.at + 1 < queue.entries.length) return queue.at + 1;
  return repeat === 'all' && queue.entries.length > 0 ? 0 : null;
}

/** Returns the index of the song to which "Previous" goes, or null if there is none. */
export function previousIndex(queue: Queue, repeat: Repeat): number | null {
  if (queue.at > 0) return queue.at - 1;
  return repeat === 'all' && queue.entries.length > 1 ? queue.entries.length - 1 : null;
}

export interface Section {
  readonly added: boolean;
  /** Index in the queue of the first entry of the section. */
  readonly from: number;
  readonly entries: readonly Entry[];
}

/** Cuts what comes after the current song, at most `most` entries, wherever `added` changes. */
export function sectionsOf({ entries, at }: Queue, most: number): Section[] {
  const sections: { added: boolean; from: number; entries: Entry[] }[] = [];
  for (let i = at + 1; i < entries.length && i <= at + most; i++) {
    const entry = entries[i] as Entry;
    const last = sections.at(-1);
    if (last?.added === entry.added) last.entries.push(entry);
    else sections.push({ added: entry.added, from: i, entries: [entry] });
  }
  return sections;
}
