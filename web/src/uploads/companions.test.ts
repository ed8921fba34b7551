import { describe, expect, it } from 'vitest';
import { pairCompanions } from './companions';

/** Pairs the files with these names; each pair reads "companion of picture". */
function pairs(...names: string[]): string[] {
  const files = names.map((path) => ({
    name: path.split('/').at(-1) as string,
    webkitRelativePath: path.includes('/') ? path : '',
  }));
  return [...pairCompanions(files)].map(([one, of]) => `${names[one]} of ${names[of]}`);
}

describe('pairCompanions', () => {
  it('goes by the name without its ending', () => {
    expect(pairs('IMG_1.HEIC', 'IMG_1.MOV')).toEqual(['IMG_1.MOV of IMG_1.HEIC']);
    expect(pairs('img_1.mov', 'IMG_1.jpg', 'IMG_2.mov')).toEqual(['img_1.mov of IMG_1.jpg']);
    expect(pairs('PXL.MP4', 'PXL.jpg')).toEqual(['PXL.MP4 of PXL.jpg']);
    expect(pairs('a.b.mov', 'a.b.heic', 'a.heic')).toEqual(['a.b.mov of a.b.heic']);
  });
  it('knows both ways to name a sidecar', () => {
    expect(pairs('1.xmp', '1.dng')).toEqual(['1.xmp of 1.dng']);
    expect(pairs('1.dng.xmp', '1.dng')).toEqual(['1.dng.xmp of 1.dng']);
    expect(pairs('1.pef', '1.xmp')).toEqual(['1.xmp of 1.pef']);
    expect(pairs('1.CR3', '1.JPG', '1.xmp', '1.JPG.xmp')).toEqual([
      '1.xmp of 1.CR3',
      '1.JPG.xmp of 1.JPG',
    ]);
  });
  it('gives a picture one of each kind', () => {
    expect(pairs('1.heic', '1.mov', '1.mp4', '1.xmp')).toEqual([
      '1.mov of 1.heic',
      '1.xmp of 1.heic',
    ]);
    expect(pairs('1.heic', '1.jpg', '1.mov', '1.mp4')).toEqual([
      '1.mov of 1.heic',
      '1.mp4 of 1.jpg',
    ]);
  });
  it('does not look into other folders', () => {
    expect(pairs('a/1.heic', 'b/1.mov', 'b/1.xmp')).toEqual([]);
    expect(pairs('a/1.heic', 'b/1.heic', 'b/1.mov')).toEqual(['b/1.mov of b/1.heic']);
  });
  it('leaves everything else alone', () => {
    expect(pairs('song.mp3', 'song.mov', 'song.xmp', 'mov', '.mov', 'a.txt')).toEqual([]);
  });
});
