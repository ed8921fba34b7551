import { describe, expect, it } from 'vitest';
import { elementVolume, gainFor } from './loudness';

describe('gainFor', () => {
  it('turns loud songs down', () => {
    expect(gainFor({ integratedLoudnessLufs: -8, truePeakDbtp: 0 })).toBeCloseTo(10 ** (-10 / 20));
  });
  it('turns quiet songs up, as far as their peaks allow', () => {
    expect(gainFor({ integratedLoudnessLufs: -21, truePeakDbtp: -9 })).toBeCloseTo(10 ** (3 / 20));
    expect(gainFor({ integratedLoudnessLufs: -30, truePeakDbtp: -2 })).toBeCloseTo(10 ** (2 / 20));
    expect(gainFor({ integratedLoudnessLufs: -50, truePeakDbtp: -40 })).toBeCloseTo(10 ** (6 / 20));
  });
  it('leaves alone what was not measured, and silence', () => {
    expect(gainFor({})).toBe(1);
  });
});

describe('elementVolume', () => {
  it('never exceeds what browsers take', () => {
    expect(elementVolume(1, 2)).toBe(1);
    expect(elementVolume(0, 2)).toBe(0);
  });
  it('multiplies', () => {
    expect(elementVolume(1, 0.25)).toBe(0.25);
    expect(elementVolume(0.5, 1)).toBe(0.125);
  });
});
