import { describe, expect, it } from 'vitest';
import { RateMeter } from './rate_meter';
import { totalsOf, type UploadItem, type UploadState } from './upload_item';
import { titleOf } from './upload_words';

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
      added: 1,
      duplicates: 0,
      trouble: 2,
      interrupted: 1,
      size: 46,
      sent: 24,
    });
  });
});

describe('titleOf', () => {
  const title = (...states: UploadState[]) =>
    titleOf(
      totalsOf(
        states.map((state, i) => ({ id: `${i}`, name: '', size: 1, state, sent: 0, message: '' })),
      ),
    );
  it('tells new files from those that were here, and from those that were refused', () => {
    expect(title('done', 'done')).toBe('2 files uploaded');
    expect(title('done', 'duplicate', 'refused')).toBe('1 file uploaded, 1 here already, 1 not');
    expect(title('duplicate', 'failed')).toBe('1 here already, 1 not');
    expect(title('refused')).toBe('0 files uploaded, 1 not');
  });
  it('tells what is under way, and what has to be chosen again', () => {
    expect(title('done', 'sending', 'waiting')).toBe('Uploading 1 of 3 files');
    expect(title('done', 'paused', 'interrupted')).toBe(
      'Paused at 1 of 3 files, 1 needs to be chosen again',
    );
    expect(title('done', 'interrupted', 'refused')).toBe(
      '3 files, 1 done, 1 not, 1 needs to be chosen again',
    );
  });
});
