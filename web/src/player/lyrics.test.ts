import { describe, expect, it } from 'vitest';
import { indexAt, parseLyrics } from './lyrics';

describe('parseLyrics', () => {
  it('takes plain text line by line, and keeps empty lines between verses', () => {
    expect(parseLyrics('One\r\nTwo\n\nThree')).toEqual({
      timed: false,
      lines: [{ text: 'One' }, { text: 'Two' }, { text: '' }, { text: 'Three' }],
    });
  });
  it('sorts the lines of LRC by time, repeats those with several stamps, and leaves facts out', () => {
    const lrc = '[ar:Ada]\n[00:12.50]One\n[01:05.2][00:30]Chorus\n[00:20:75]<00:20.9>Two';
    expect(parseLyrics(lrc)).toEqual({
      timed: true,
      lines: [
        { at: 12.5, text: 'One' },
        { at: 20.75, text: 'Two' },
        { at: 30, text: 'Chorus' },
        { at: 65.2, text: 'Chorus' },
      ],
    });
  });
  it('obeys the offset, but goes no further than the beginning', () => {
    const { lines } = parseLyrics('[offset:+500]\n[00:00.20]One\n[00:02.00]Two');
    expect(lines.map(({ at }) => at)).toEqual([0, 1.5]);
  });
  it('does not take brackets in a text for time stamps', () => {
    expect(parseLyrics('[Chorus]\nLa la')).toEqual({
      timed: false,
      lines: [{ text: '[Chorus]' }, { text: 'La la' }],
    });
  });
});

describe('indexAt', () => {
  it('finds what has begun last', () => {
    const starts = [1, 2, 2, 5];
    expect([0, 1, 2, 4.9, 99].map((time) => indexAt(starts, time))).toEqual([-1, 0, 2, 2, 3]);
    expect(indexAt([], 3)).toBe(-1);
  });
});
