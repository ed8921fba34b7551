import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Debian package with photos whose licences allow them in README's pictures (docs/pictures.md has the names). */
const PACKAGE = 'lomiri-wallpapers-16.04';
const LONGER_SIDE = 1600;

const FILES = {
  ridge: 'aitzgorri_by_Aitzol_Berasategi.jpg',
  dogs: 'friends_by_Aitzol_Berasategi.jpg',
  stream: 'life_by_Aitzol_Berasategi.jpg',
  pass: 'picosdeeuropa_by_Aitzol_Berasategi.jpg',
  sunset: 'sunset_by_Aitzol_Berasategi.jpg',
  fig: 'Picture_0B_by_freespace.jpg',
  brushes: 'Picture_1A_by_freespace.jpg',
  dandelions: 'seeding_by_Clements_Engelhardt.jpg',
  room: 'Wine_by_Jakkub_Mede.jpg',
} as const;

export type PhotographName = keyof typeof FILES;

/** Downloads the package with apt, without installing it. Returns its photos as JPEG files. */
export function photographs(): Map<PhotographName, Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'audmg-photographs-'));
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 2 ** 26,
    });
  try {
    run('apt-get', 'download', PACKAGE);
    run('sh', '-c', `dpkg-deb -x ${PACKAGE}_*.deb .`);
    const side = `scale=w=${LONGER_SIDE}:h=${LONGER_SIDE}:force_original_aspect_ratio=decrease`;
    const jpegOf = (file: string) =>
      run(
        'ffmpeg',
        ...['-v', 'error', '-i', join('usr/share/backgrounds', file), '-vf', side],
        ...['-q:v', '2', '-map_metadata', '-1', '-f', 'mjpeg', '-'],
      );
    return new Map(
      Object.entries(FILES).map(([name, file]) => [name as PhotographName, jpegOf(file)]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
