import { describe, expect, it } from 'vitest';
import { RateMeter } from './rate_meter';
import { totalsOf, type UploadItem, type UploadState } from './upload_item';

describe('RateMeter', () => {
  it('tells the speed of the last seconds', () => {
    const meter = new RateMeter();
    for (let s = 0; s <= 20; s++) meter.mark(s < 10 ? s * 100 : 1000 + (s - 10) * 500, s * 1000);
    expect(meter.rate()).toBe(500);
  });
  it('knows nothing at the start, nor after bytes were taken back', () => {
    const meter = new RateMeter();
    expect(meter.rate()).toBe(0);
    meter.mark(1000, 0);
    meter.mark(500, 1000);
    expect(meter.rate()).toBe(0);
  });
});

describe('totalsOf', () => {
  const item = (state: UploadState, size: number, sent: number): UploadItem => ({
    id: state,
    name: state,
    size,
    state,
    sent,
    message: '',
  });
  it('counts what is over as sent', () => {
    const totals = totalsOf([
      item('done', 10, 3),
      item('refused', 5, 0),
      item('sending', 20, 8),
      item('paused', 4, 1),
      item('interrupted', 7, 0),
    ]);
    expect(totals).toEqual({
      count: 5,
      over: 2,
      active: 1,
      paused: 1,
      trouble: 2,
      interrupted: 1,
      size: 46,
      sent: 24,
    });
  });
});
