import { describe, expect, it } from 'vitest';
import { EventStreamParser } from './event_stream';

const all = (...chunks: string[]) => {
  const parser = new EventStreamParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
};

describe('EventStreamParser', () => {
  it('reads events with id, type and data', () => {
    expect(all('retry: 2000\n\nid: 42\nevent: file.ready\ndata: {"a":1}\n\n')).toEqual([
      { id: '42', type: 'file.ready', data: '{"a":1}' },
    ]);
  });

  it('joins what comes in pieces, wherever it was cut', () => {
    const text = 'id: 1\r\nevent: a\r\ndata: x\r\ndata: y\r\n\r\nid: 2\ndata: z\n\n';
    const expected = [
      { id: '1', type: 'a', data: 'x\ny' },
      { id: '2', type: 'message', data: 'z' },
    ];
    for (let at = 0; at <= text.length; at++) {
      expect(all(text.slice(0, at), text.slice(at)), `cut at ${at}`).toEqual(expected);
    }
  });

  it('ignores comments, blank lines and fields it does not know', () => {
    expect(all(': ping\n\n\n\nfoo: bar\nid: 7\n\n')).toEqual([]);
  });

  it('keeps the last id for later events', () => {
    expect(all('id: 5\ndata: a\n\ndata: b\n\n').map((event) => event.id)).toEqual(['5', '5']);
  });
});
