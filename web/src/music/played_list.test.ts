import { describe, expect, it } from 'vitest';
import { type Played, parsePlayed, withPlayed } from './played_list';

const played = (name: string): Played => ({ href: `/${name}`, title: name, subtitle: '' });

describe('what was played last', () => {
  it('comes first, once', () => {
    const list = withPlayed([played('a'), played('b')], played('b'));
    expect(list.map(({ title }) => title)).toEqual(['b', 'a']);
  });

  it('pushes out the oldest', () => {
    let list: readonly Played[] = [];
    for (let i = 0; i < 20; i++) list = withPlayed(list, played(String(i)));
    expect(list).toHaveLength(12);
    expect(list[0]?.title).toBe('19');
  });

  it('survives what it cannot read', () => {
    expect(parsePlayed(null)).toEqual([]);
    expect(parsePlayed('{"no":"list"}')).toEqual([]);
    expect(parsePlayed('broken')).toEqual([]);
    expect(parsePlayed('[{"href":1},null]')).toEqual([]);
    expect(parsePlayed(JSON.stringify([played('a')]))).toEqual([played('a')]);
  });
});
