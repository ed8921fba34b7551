import { expect, it } from 'vitest';
import { exactSize, isNearlyFull, readSize, spaceWords } from './space_words';

const usage = { bytes: 4_000_000_000, files: 120, reserved: 800_000_000 };

it('says what an account takes, with what unfinished uploads keep free', () => {
  expect(spaceWords({ usage })).toBe('4.8 GB, 120 files');
  expect(spaceWords({ usage, quota: 10_000_000_000 })).toBe('4.8 GB of 10 GB, 120 files');
  expect(spaceWords({ usage: { bytes: 0, files: 1, reserved: 0 }, quota: 0 })).toBe(
    '0 B of 0 B, 1 file',
  );
});

it('warns before the quota is full', () => {
  expect(isNearlyFull({ usage })).toBe(false);
  expect(isNearlyFull({ usage, quota: 10_000_000_000 })).toBe(false);
  expect(isNearlyFull({ usage, quota: 5_300_000_000 })).toBe(true);
  expect(isNearlyFull({ usage, quota: 0 })).toBe(true);
});

it('reads sizes as people write them', () => {
  expect(readSize('50 GB')).toBe(50e9);
  expect(readSize(' 1.5tb ')).toBe(1.5e12);
  expect(readSize('1,5 TB')).toBe(1.5e12);
  expect(readSize('500MB')).toBe(500e6);
  expect(readSize('84 kB')).toBe(84e3);
  expect(readSize('0 B')).toBe(0);
  for (const wrong of ['', 'GB', '50', '-1 GB', '1e3 GB', '50 GiB', '1.2345 GB']) {
    expect(readSize(wrong)).toBeNull();
  }
});

it('writes a size so that it is read as the same', () => {
  expect(exactSize(12.5e9)).toBe('12.5 GB');
  expect(exactSize(50e9)).toBe('50 GB');
  expect(exactSize(84e3)).toBe('84 kB');
  for (const bytes of [0, 1, 999, 1_001, 12_345_678_901, 1.25e12, 2 ** 40]) {
    expect(readSize(exactSize(bytes))).toBe(bytes);
  }
  expect(readSize('1,500 GB')).toBeNull();
});
