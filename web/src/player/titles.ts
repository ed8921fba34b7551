import type { File } from '../api/client';

export function titleOf(file: File): string {
  return file.tags?.title ?? file.fileName.replace(/\.[^.]{1,5}$/, '');
}

export function artistOf(file: File): string {
  return [file.tags?.artist, file.tags?.album].filter(Boolean).join(' — ');
}
