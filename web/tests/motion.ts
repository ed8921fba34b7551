import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A second of moving colours, as MP4 with H.264; null where there is no ffmpeg. */
export function clip(): Buffer | null {
  const folder = mkdtempSync(join(tmpdir(), 'audmg-clip-'));
  const path = join(folder, 'clip.mp4');
  const source = 'testsrc2=size=320x240:rate=10:duration=1';
  try {
    execFileSync('ffmpeg', [
      ...['-v', 'error', '-f', 'lavfi', '-i', source],
      ...['-pix_fmt', 'yuv420p', '-c:v', 'libx264', path],
    ]);
    return readFileSync(path);
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The JPEG as phones by Google write it: with a note that a video follows its end. */
export function withMotion(jpeg: Buffer, video: Buffer): Buffer {
  const packet =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><GCamera:MotionPhoto>1</GCamera:MotionPhoto></x:xmpmeta>';
  const body = Buffer.from(`http://ns.adobe.com/xap/1.0/\0${packet}`, 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2), video]);
}
