import { describe, expect, it } from 'vitest';
import { barsOf, parsePeaks } from './peaks';

function file(pairs: number[][], version = 2): ArrayBuffer {
  const bytes = new ArrayBuffer(24 + 2 * pairs.length);
  const view = new DataView(bytes);
  view.setInt32(0, version, true);
  view.setUint32(4, 1, true);
  view.setInt32(8, 44_100, true);
  view.setInt32(12, 2205, true);
  view.setUint32(16, pairs.length, true);
  view.setInt32(20, 1, true);
  for (const [i, value] of pairs.flat().entries()) view.setInt8(24 + i, value);
  return bytes;
}

describe('parsePeaks', () => {
  it('takes the side that is farther from silence', () => {
    const { levels } = parsePeaks(
      file([
        [0, 0],
        [-127, 10],
        [-5, 127],
        [-128, 0],
      ]),
    );
    expect([...levels]).toEqual([0, 1, 1, 1]);
  });
  it('refuses what it does not know or what is cut', () => {
    expect(() => parsePeaks(file([[0, 0]], 3))).toThrow();
    expect(() =>
      parsePeaks(
        file([
          [0, 0],
          [1, 1],
        ]).slice(0, 26),
      ),
    ).toThrow();
  });
});

describe('barsOf', () => {
  it('keeps the loudest moment of each bar and fills the height', () => {
    const peaks = parsePeaks(
      file([
        [0, 10],
        [0, 20],
        [0, 40],
        [0, 5],
      ]),
    );
    expect([...barsOf(peaks, 2)].map((bar) => bar.toFixed(2))).toEqual(['0.50', '1.00']);
  });
  it('stretches short sounds', () => {
    expect(barsOf(parsePeaks(file([[0, 127]])), 3)).toHaveLength(3);
  });
  it('draws silence flat', () => {
    expect([
      ...barsOf(
        parsePeaks(
          file([
            [0, 0],
            [0, 0],
          ]),
        ),
        2,
      ),
    ]).toEqual([0, 0]);
  });
});
