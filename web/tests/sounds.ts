import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Picture } from './landscapes';

export interface Song {
  name: string;
  seconds: number;
  pitch: number;
  /** From -60 to 0: how loud it is. */
  decibels?: number;
  tags?: Record<string, string>;
  cover?: Picture;
}

const types: Record<string, string> = {
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  wav: 'audio/wav',
  aiff: 'audio/aiff',
};

const made = new Map<string, Picture>();

/** A real audio file: a tone that swells and fades. Always the same for the same song. */
export function makeSong(song: Song): Picture {
  const key = JSON.stringify({ ...song, cover: song.cover?.name });
  const file = made.get(key) ?? encode(song);
  made.set(key, file);
  return file;
}

function encode({ name, seconds, pitch, decibels = -12, tags = {}, cover }: Song): Picture {
  const folder = mkdtempSync(join(tmpdir(), 'audmg-song-'));
  try {
    const path = join(folder, name);
    const tone = `sine=${pitch}:duration=${seconds},tremolo=f=0.3:d=0.9,tremolo=f=5:d=0.4,volume=${decibels + 18}dB`;
    const input = ['-f', 'lavfi', '-i', tone];
    const picture: string[] = [];
    if (cover) {
      writeFileSync(join(folder, 'cover.jpg'), cover.buffer);
      input.push('-i', join(folder, 'cover.jpg'));
      picture.push('-map', '0:a', '-map', '1:v', '-c:v', 'copy', '-disposition:v', 'attached_pic');
    }
    const metadata = Object.entries(tags).flatMap(([key, value]) => [
      '-metadata',
      `${key}=${value}`,
    ]);
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...input, ...picture, ...metadata, path]);
    const extension = name.split('.').at(-1) ?? '';
    return { name, mimeType: types[extension] ?? '', buffer: readFileSync(path) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
