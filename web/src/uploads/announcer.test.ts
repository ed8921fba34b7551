import { expect, it } from 'vitest';
import { Announcer } from './announcer';
import { totalsOf, type UploadState } from './upload_item';

const list = (...items: [UploadState, number][]) =>
  totalsOf(
    items.map(([state, sent], i) => ({
      id: String(i),
      name: String(i),
      size: 100,
      state,
      sent,
      message: '',
    })),
  );

it('reads out the beginning, each quarter and the end', () => {
  const announcer = new Announcer();
  const texts = [
    announcer.next(list(), 0),
    announcer.next(list(['sending', 0], ['waiting', 0]), 1000),
    announcer.next(list(['sending', 30], ['waiting', 0]), 6000),
    announcer.next(list(['sending', 60], ['waiting', 0]), 12_000),
    announcer.next(list(['sending', 61], ['waiting', 0]), 20_000),
    announcer.next(list(['done', 100], ['sending', 60]), 30_000),
    announcer.next(list(['done', 100], ['sending', 100]), 40_000),
    announcer.next(list(['done', 100], ['duplicate', 100]), 50_000),
    announcer.next(list(['done', 100], ['duplicate', 100]), 60_000),
  ];
  expect(texts).toEqual([
    null,
    'Uploading 2 files.',
    null,
    '25 percent uploaded.',
    null,
    '75 percent uploaded.',
    null,
    'Upload finished: 1 added, 1 was here already.',
    null,
  ]);
});

it('does not interrupt itself', () => {
  const announcer = new Announcer();
  announcer.next(list(['sending', 0]), 0);
  expect(announcer.next(list(['sending', 30]), 100)).toBeNull();
  expect(announcer.next(list(['sending', 80]), 4100)).toBe('75 percent uploaded.');
});

it('counts a second batch by itself', () => {
  const announcer = new Announcer();
  announcer.next(list(['sending', 0]), 0);
  announcer.next(list(['done', 100]), 10_000);
  expect(announcer.next(list(['done', 100], ['sending', 0]), 20_000)).toBe('Uploading 1 file.');
  expect(announcer.next(list(['done', 100], ['refused', 0]), 30_000)).toBe(
    'Upload finished: 0 added, 1 refused.',
  );
});
