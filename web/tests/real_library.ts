import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const GENERATOR = new URL('../../tests/library/', import.meta.url).pathname;
const PYTHON = '/usr/bin/python3';

export interface Photo {
  readonly name: string;
  readonly subject: string;
  readonly place: string;
  readonly make: string;
  readonly model: string;
  /** "2019-06-01T09:00:00" */
  readonly taken: string;
}

export interface Song {
  readonly name: string;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly disc: number;
  readonly track: number;
}

/** Files below a folder, and what they say of themselves. */
export interface RealLibrary {
  readonly folder: string;
  readonly photos: readonly Photo[];
  readonly songs: readonly Song[];
}

/** Changes with the programs that make the files. */
function version(): string {
  const hash = createHash('sha256');
  for (const name of ['real_files.py', 'words.py']) hash.update(readFileSync(GENERATOR + name));
  return hash.digest('hex').slice(0, 12);
}

/** Dated photos and tagged songs as tests/library makes them. They are kept in a temporary folder for later runs. */
export function realLibrary(photos: number, songs: number): RealLibrary {
  const kept = join(tmpdir(), 'audmg-libraries', `${version()}-${photos}-${songs}`);
  if (!existsSync(kept)) {
    mkdirSync(join(kept, '..'), { recursive: true });
    const made = mkdtempSync(`${kept}-`);
    const sizes = ['--photos', String(photos), '--songs', String(songs)];
    const command = ['-B', join(GENERATOR, 'real_files.py'), join(made, 'library'), ...sizes];
    writeFileSync(
      join(made, 'facts.json'),
      execFileSync(PYTHON, command, { maxBuffer: 1 << 26, timeout: 900_000 }),
    );
    try {
      renameSync(made, kept);
    } catch (error) {
      // Another process was faster.
      rmSync(made, { recursive: true });
      if (!existsSync(kept)) throw error;
    }
  }
  const facts = JSON.parse(readFileSync(join(kept, 'facts.json'), 'utf8'));
  return { folder: join(kept, 'library'), ...facts };
}
