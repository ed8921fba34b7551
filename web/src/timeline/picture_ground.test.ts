import { rgbaToThumbHash } from 'thumbhash';
import { describe, expect, it } from 'vitest';
import { isTransparent, kindOf, shownSize } from './picture_ground';

const hashOf = (alpha: number) => {
  const rgba = Uint8Array.from({ length: 64 }, (_, i) => (i % 4 === 3 ? alpha : 100));
  return btoa(String.fromCharCode(...rgbaToThumbHash(4, 4, rgba)));
};

it('knows transparent pictures by their ThumbHash', () => {
  expect(isTransparent(hashOf(0))).toBe(true);
  expect(isTransparent(hashOf(255))).toBe(false);
  expect(isTransparent(undefined)).toBe(false);
});

describe('shownSize', () => {
  it('leaves pictures alone that fill their tiles well enough', () => {
    expect(shownSize({ width: 4000, height: 3000 }, 293, 220)).toBeNull();
    expect(shownSize({ width: 200, height: 150 }, 293, 220)).toBeNull();
    expect(shownSize({}, 293, 220)).toBeNull();
  });

  it('does not blow up icons, and does not hide single pixels', () => {
    expect(shownSize({ width: 64, height: 64 }, 220, 220)).toEqual([64, 64]);
    expect(shownSize({ width: 16, height: 16 }, 220, 220)).toEqual([32, 32]);
    expect(shownSize({ width: 1, height: 1 }, 220, 220)).toEqual([32, 32]);
  });
});

it('names kinds of files in a few letters', () => {
  expect(
    ['image/heic', 'image/x-adobe-dng', 'image/jpeg'].map((contentType) =>
      kindOf({ contentType: contentType as 'image/heic' }),
    ),
  ).toEqual(['HEIC', 'DNG', 'JPEG']);
});
