import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Picture } from './landscapes';

const run = promisify(execFile);

export const RATE = 48_000;

export interface Album {
  readonly tracks: readonly Picture[];
  /** The sound that was cut into tracks, one channel. */
  readonly whole: Float32Array;
  /** The samples at which it was cut. */
  readonly cuts: readonly number[];
}

const encoders: Record<string, readonly string[]> = {
  flac: ['-c:a', 'flac'],
  mp3: ['-c:a', 'libmp3lame', '-b:a', '256k'],
  m4a: ['-c:a', 'aac', '-b:a', '256k'],
  ogg: ['-c:a', 'libopus', '-b:a', '256k'],
};

const types: Record<string, string> = {
  flac: 'audio/flac',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
};

/** A sweep with a low rumble, without any pause, cut into tracks at samples that no frame begins with. */
export async function gaplessAlbum(
  format: string,
  seconds: number,
  tracks: number,
): Promise<Album> {
  const folder = mkdtempSync(join(tmpdir(), 'audmg-album-'));
  const ffmpeg = (...args: string[]) => run('ffmpeg', ['-v', 'error', '-y', ...args]);
  try {
    const whole = join(folder, 'whole.wav');
    const length = seconds * tracks;
    const sweep = `aevalsrc='0.3*sin(2*PI*(180*t+${900 / length / 2}*t*t))':s=${RATE}:d=${length}`;
    const rumble = `anoisesrc=c=brown:seed=7:r=${RATE}:d=${length}:a=0.4`;
    await ffmpeg(
      ...['-f', 'lavfi', '-i', sweep, '-f', 'lavfi', '-i', rumble, '-filter_complex'],
      ...['[0][1]amix=inputs=2:normalize=0,lowpass=f=6000[a]', '-map', '[a]', '-ac', '2', whole],
    );
    const { stdout } = await run(
      'ffmpeg',
      ['-v', 'error', '-i', whole, '-ac', '1', '-f', 'f32le', '-'],
      { maxBuffer: 2 ** 28, encoding: 'buffer' },
    );
    const cuts = Array.from({ length: tracks - 1 }, (_, i) => (i + 1) * seconds * RATE + 311);
    const edges = [0, ...cuts, length * RATE];
    const pictures: Picture[] = [];
    for (let i = 0; i < tracks; i++) {
      const name = `${i + 1}.${format}`;
      const path = join(folder, name);
      const part = `atrim=start_sample=${edges[i]}:end_sample=${edges[i + 1]},asetpts=PTS-STARTPTS`;
      const tags = ['-metadata', `title=Part ${i + 1}`, '-metadata', 'album=Sweep'];
      await ffmpeg('-i', whole, '-af', part, ...(encoders[format] as string[]), ...tags, path);
      pictures.push({ name, mimeType: types[format] as string, buffer: readFileSync(path) });
    }
    return { tracks: pictures, whole: new Float32Array(new Uint8Array(stdout).buffer), cuts };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
