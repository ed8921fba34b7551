import { describe, expect, it } from 'vitest';
import { keptOf } from './kept';
import { orderedQueue, queueOf, restoredQueue, shuffledQueue, withNext } from './queue';

const ids = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);

describe('keptOf', () => {
  it('has all that makes up a queue', () => {
    const queue = withNext(shuffledQueue(queueOf(ids(5), 2)), ['x']);
    const kept = JSON.parse(JSON.stringify(keptOf(queue, 'all', true)));
    const back = restoredQueue(kept);
    expect(back.entries.map(({ id }) => id)).toEqual(queue.entries.map(({ id }) => id));
    expect(back.entries.map(({ added }) => added)).toEqual(queue.entries.map(({ added }) => added));
    expect(orderedQueue(back).entries.map(({ id }) => id)).toEqual(['0', '1', '2', 'x', '3', '4']);
    expect(kept).toMatchObject({ repeat: 'all', shuffle: true, at: 0 });
  });

  it('keeps a part of a very long queue, with the current song', () => {
    for (const at of [0, 1000, 50_000, 99_999]) {
      const kept = keptOf(queueOf(ids(100_000), at), 'off', false);
      expect(kept.ids).toHaveLength(3000);
      expect(kept.ids[kept.at]).toBe(`${at}`);
    }
  });
});
