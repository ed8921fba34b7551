import { withExif } from '../exif';
import type { Picture } from '../landscapes';
import { makeSong } from '../sounds';
import type { File, User } from '../user';

const PLACES = { Paris: [48.8566, 2.3522], Munich: [48.13743, 11.57549] } as const;

/** Pictures as cameras take them: two in Paris in July 2019, one in Munich in October 2021. */
function shots(pictures: readonly Picture[]): Picture[] {
  const taken = [
    ['2019:07:17 18:03:00', PLACES.Paris],
    ['2019:07:18 10:00:00', PLACES.Paris],
    ['2021:10:01 12:00:00', PLACES.Munich],
  ] as const;
  return taken.map(([takenAt, [north, east]], i) => {
    const picture = pictures[i] as Picture;
    const exposure: [number, number] = [1, 250];
    const shot = { make: 'Canon', model: 'EOS R6', takenAt, exposure, fNumber: exposure, iso: 100 };
    return { ...picture, buffer: withExif(picture.buffer, { ...shot, place: [north, east] }) };
  });
}

/** Has three photos; the first one is described and a favorite. Returns them, the oldest first. */
export async function havePhotos(user: User, pictures: readonly Picture[]): Promise<File[]> {
  const files = await user.have(shots(pictures));
  await user.change(files[0]?.fileId, { description: 'At the tower', favorite: true });
  return files;
}

/** Has an album of three songs. */
export async function haveAnAlbum(user: User): Promise<void> {
  const titles = ['Hunter', 'Joga', 'Pluto'];
  await user.have(
    titles.map((title, i) =>
      makeSong({
        name: `${title}.mp3`,
        seconds: 20,
        pitch: 300 + 40 * i,
        tags: { title, artist: 'The Lighthouse Band', album: 'Night Boats', track: String(i + 1) },
      }),
    ),
  );
}
