import { describe, expect, it } from 'vitest';
import { findPart } from './alignment';

/** Noise that sounds like music to a computer: neighbours are alike, and it is always the same. */
function noise(length: number): Float32Array {
  const sound = new Float32Array(length);
  let state = 1;
  let level = 0;
  for (let i = 0; i < length; i++) {
    state = (state * 48_271) % 2_147_483_647;
    level = 0.95 * level + 0.05 * (state / 1_073_741_824 - 1);
    sound[i] = level;
  }
  return sound;
}

describe('findPart', () => {
  const sound = noise(20_000);
  it('finds a part to the sample, however loud it is', () => {
    for (const at of [0, 1, 4003, 11_997, 20_000 - 4096]) {
      expect(findPart(sound, sound.slice(at, at + 4096))).toBe(at);
      expect(
        findPart(
          sound,
          sound.slice(at, at + 4096).map((sample) => sample * 0.2),
        ),
      ).toBe(at);
    }
  });
  it('does not find what is not there', () => {
    expect(findPart(sound, noise(60_000).slice(50_000, 54_096))).toBeNull();
  });
  it('says that silence cannot be compared', () => {
    expect(findPart(sound, new Float32Array(4096))).toBe('silence');
  });
});
