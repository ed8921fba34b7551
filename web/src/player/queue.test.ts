import { describe, expect, it } from 'vitest';
import {
  clearedBehind,
  emptyQueue,
  indexAfter,
  moved,
  nextIndex,
  orderedQueue,
  previousIndex,
  type Queue,
  queueOf,
  restoredQueue,
  sectionsOf,
  shuffledQueue,
  withAtEnd,
  withNext,
  without,
} from './queue';

const ids = (queue: Queue) => queue.entries.map(({ id }) => id).join('');
const abcde = (at = 0) => queueOf(['a', 'b', 'c', 'd', 'e'], at);
/** Always picks the first of what is left. */
const first = () => 0;

describe('the order', () => {
  it('takes songs behind the current one, and at the end', () => {
    const queue = withAtEnd(withNext(abcde(1), ['x', 'y']), ['z']);
    expect(ids(queue)).toBe('abxycdez');
    expect(queue.at).toBe(1);
  });

  it('loses songs, but not the current one', () => {
    expect(ids(without(abcde(2), 0))).toBe('bcde');
    expect(without(abcde(2), 0).at).toBe(1);
    expect(without(abcde(2), 4).at).toBe(2);
    expect(ids(without(abcde(2), 2))).toBe('abcde');
    expect(ids(clearedBehind(abcde(2)))).toBe('abc');
  });

  it('moves songs, and knows which one is current', () => {
    expect(ids(moved(abcde(), 4, 1))).toBe('aebcd');
    const ahead = moved(abcde(2), 4, 0);
    expect([ids(ahead), ahead.at]).toEqual(['eabcd', 3]);
    const self = moved(abcde(2), 2, 3);
    expect([ids(self), self.at]).toEqual(['abdce', 3]);
    expect(ids(moved(abcde(), 4, 5))).toBe('abcde');
    expect(ids(moved(abcde(), 1, -1))).toBe('abcde');
  });

  it('tells two entries of one song apart', () => {
    const queue = moved(queueOf(['a', 'a', 'b'], 1), 2, 0);
    expect([ids(queue), queue.at]).toEqual(['baa', 2]);
  });
});

describe('shuffle', () => {
  it('begins with the current song, and goes back to the order before', () => {
    const mixed = shuffledQueue(abcde(2), first);
    expect(ids(mixed)).toMatch(/^c/);
    expect([...ids(mixed)].sort().join('')).toBe('abcde');
    expect(ids(mixed)).not.toBe('cabde');
    const back = orderedQueue({ ...mixed, at: mixed.entries.findIndex(({ id }) => id === 'e') });
    expect([ids(back), back.at]).toEqual(['abcde', 4]);
  });

  it('keeps what was added and removed meanwhile', () => {
    let queue = withNext(shuffledQueue(abcde(1), first), ['x']);
    queue = withAtEnd(queue, ['y']);
    queue = without(
      queue,
      queue.entries.findIndex(({ id }) => id === 'd'),
    );
    expect(ids(orderedQueue(queue))).toBe('abxcey');
    expect(ids(orderedQueue(clearedBehind(queue)))).toBe('b');
  });

  it('does nothing twice, and nothing to an empty queue', () => {
    const mixed = shuffledQueue(abcde(), first);
    expect(shuffledQueue(mixed)).toBe(mixed);
    expect(shuffledQueue(emptyQueue)).toBe(emptyQueue);
    expect(orderedQueue(emptyQueue)).toBe(emptyQueue);
  });
});

describe('repeat', () => {
  it('decides what follows the last song', () => {
    expect(indexAfter(abcde(4), 'off')).toBeNull();
    expect(indexAfter(abcde(4), 'all')).toBe(0);
    expect(indexAfter(abcde(4), 'one')).toBe(4);
    expect(indexAfter(abcde(1), 'off')).toBe(2);
    expect(indexAfter(emptyQueue, 'all')).toBeNull();
    expect(indexAfter(emptyQueue, 'one')).toBeNull();
  });

  it('of one song does not keep the buttons from leaving it', () => {
    expect(nextIndex(abcde(1), 'one')).toBe(2);
    expect(nextIndex(abcde(4), 'one')).toBeNull();
    expect(previousIndex(abcde(0), 'off')).toBeNull();
    expect(previousIndex(abcde(0), 'all')).toBe(4);
    expect(previousIndex(abcde(3), 'one')).toBe(2);
  });
});

describe('what is shown and kept', () => {
  it('falls into sections by who chose the songs', () => {
    const queue = withAtEnd(withNext(abcde(2), ['x', 'y']), ['z']);
    const shape = (most: number) =>
      sectionsOf(queue, most).map(({ added, from, entries }) => [added, from, entries.length]);
    expect(shape(50)).toEqual([
      [true, 3, 2],
      [false, 5, 2],
      [true, 7, 1],
    ]);
    expect(shape(3)).toEqual([
      [true, 3, 2],
      [false, 5, 1],
    ]);
  });

  it('comes back as it was', () => {
    const queue = restoredQueue({ ids: ['c', 'a', 'b'], added: [2], order: [1, 2, 0], at: 1 });
    expect([ids(queue), queue.at]).toEqual(['cab', 1]);
    expect(ids(orderedQueue(queue))).toBe('abc');
    expect(orderedQueue(queue).at).toBe(0);
    expect(sectionsOf(queue, 9)).toMatchObject([{ added: true, from: 2 }]);
  });
});
