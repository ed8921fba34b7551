import { describe, expect, it } from 'vitest';
import { artistAddress, nameIn } from './addresses';

describe('the address of an artist', () => {
  it.each(['Björk', 'AC/DC', '100%', '%2F', 'Who? #1', '"Weird Al" & Co', '坂本龍一'])(
    'leads back to %s',
    (name) => {
      const path = new URL(artistAddress(name), 'http://drive.example').pathname;
      expect(nameIn(path)).toBe(name);
    },
  );

  it('may have been mistyped', () => {
    expect(nameIn('/audio/artists/100%')).toBe('100%');
  });
});
