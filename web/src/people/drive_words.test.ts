import { describe, expect, it } from 'vitest';
import { formatMoment } from '../ui/when';
import { choreWords, queueName } from './drive_words';

const AT = '2026-12-01T12:00:00Z';
const BEFORE = '2026-11-30T12:00:00Z';

describe('the words of a chore', () => {
  it('say that it was never done', () => {
    expect(choreWords({ state: 'never' })).toBe('never');
  });

  it('say when it succeeded, with its figures', () => {
    const figures = { files: 1204, missing: 0, snapshot: 'x' };
    expect(choreWords({ state: 'succeeded', at: AT, figures })).toBe(
      `${formatMoment(AT)}, ${(1204).toLocaleString()} files, 0 missing`,
    );
    expect(choreWords({ state: 'succeeded', at: AT })).toBe(formatMoment(AT));
  });

  it('say why it failed, and when it last went well', () => {
    const failed = { state: 'failed', at: AT, error: 'the disk is full' } as const;
    expect(choreWords(failed)).toBe(
      `failed ${formatMoment(AT)}: the disk is full; never succeeded`,
    );
    expect(choreWords({ ...failed, lastSuccessAt: BEFORE })).toContain(
      `succeeded last ${formatMoment(BEFORE)}`,
    );
  });
});

describe('the name of a queue', () => {
  it('says what it is for', () => {
    expect(queueName('mail')).toBe('Mails to users');
    expect(queueName('thumbnails')).toBe('thumbnails');
  });
});
