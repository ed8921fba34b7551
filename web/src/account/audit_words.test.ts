import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auditWords, hasWords, isWarning } from './audit_words';

const format = new URL('../../../docs/formats/audit.md', import.meta.url);

/** The actions that docs/formats/audit.md lists. */
function actions(): string[] {
  const [, table = ''] = readFileSync(format, 'utf8').split('| action |');
  return table
    .split('\n')
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)])
    .map(([, action = '']) => action);
}

describe('the words of an action', () => {
  it('are there for all that the drive writes, each its own', () => {
    const all = actions();
    expect(all.length).toBeGreaterThan(25);
    const words = all.map(auditWords);
    expect(new Set(words).size).toBe(all.length);
    expect(all.filter((action) => !hasWords(action))).toEqual([]);
  });

  it('are made of the action of a later drive', () => {
    expect(auditWords('key_rotated')).toBe('Key rotated');
    expect(isWarning('key_rotated')).toBe(false);
  });

  it('warn of what may be somebody else', () => {
    expect(isWarning('login_failed')).toBe(true);
    expect(isWarning('logged_in')).toBe(false);
  });
});
