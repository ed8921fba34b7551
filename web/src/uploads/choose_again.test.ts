import { describe, expect, it } from 'vitest';
import { type Candidate, sortChosen } from './choose_again';

function file(name: string, { size = 10, lastModified = 1 } = {}): File {
  return new File([new Uint8Array(size)], name, { lastModified });
}

let count = 0;
function candidate(name: string, wantsFile: boolean, rest: Partial<Candidate> = {}): Candidate {
  return { id: `${++count}`, batch: 'a', name, size: 10, lastModified: 1, wantsFile, ...rest };
}

const names = (files: readonly File[]) => files.map((each) => each.name);

describe('sortChosen', () => {
  it('gives each file to the upload that wants it', () => {
    const [first, second] = [candidate('1.jpg', true), candidate('2.jpg', true)];
    const { again, skipped, fresh } = sortChosen(
      [file('2.jpg'), file('1.jpg'), file('3.jpg')],
      [first, second],
    );
    expect(again.get(first.id)?.name).toBe('1.jpg');
    expect(again.get(second.id)?.name).toBe('2.jpg');
    expect(skipped).toBe(0);
    expect(names(fresh)).toEqual(['3.jpg']);
  });

  it('wants name, size and date to be the same', () => {
    const wanting = [candidate('1.jpg', true)];
    for (const other of [
      file('1.JPG'),
      file('1.jpg', { size: 11 }),
      file('1.jpg', { lastModified: 2 }),
    ]) {
      const { again, fresh } = sortChosen([other], wanting);
      expect(again.size).toBe(0);
      expect(fresh).toEqual([other]);
    }
  });

  it('skips the rest of a batch that is chosen again', () => {
    const known = [candidate('1.jpg', false), candidate('2.jpg', true), candidate('3.jpg', false)];
    const { again, skipped, fresh } = sortChosen(
      [file('1.jpg'), file('2.jpg'), file('3.jpg'), file('4.jpg')],
      known,
    );
    expect([...again.keys()]).toEqual([known[1]?.id]);
    expect(skipped).toBe(2);
    expect(names(fresh)).toEqual(['4.jpg']);
  });

  it('skips nothing of a selection in which nothing is wanted, nor of other batches', () => {
    const known = [candidate('1.jpg', false), candidate('2.jpg', true)];
    expect(names(sortChosen([file('1.jpg')], known).fresh)).toEqual(['1.jpg']);
    known.push(candidate('9.jpg', false, { batch: 'b' }));
    const { skipped, fresh } = sortChosen([file('2.jpg'), file('9.jpg')], known);
    expect(skipped).toBe(0);
    expect(names(fresh)).toEqual(['9.jpg']);
  });

  it('keeps copies in several folders apart', () => {
    const known = [
      candidate('cover.jpg', false),
      candidate('cover.jpg', true),
      candidate('cover.jpg', true),
    ];
    const all = [file('cover.jpg'), file('cover.jpg'), file('cover.jpg')];
    const everything = sortChosen(all, known);
    expect(everything.again).toEqual(
      new Map([
        [known[1]?.id, all[1]],
        [known[2]?.id, all[2]],
      ]),
    );
    expect(everything.skipped).toBe(1);
    const two = sortChosen(all.slice(0, 2), known);
    expect([...two.again.keys()]).toEqual([known[1]?.id, known[2]?.id]);
    expect(two.skipped).toBe(0);
    expect(sortChosen([...all, file('cover.jpg')], known).fresh).toHaveLength(1);
  });
});
