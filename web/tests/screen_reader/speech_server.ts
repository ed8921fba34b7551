import { createServer, type Server, type Socket } from 'node:net';

/** A voice that is faster than any: Orca reads a page to its end only if it is told that each sentence has ended. */
const SPEAKING_MS = 20;

/**
 * Stands in for Speech Dispatcher, the program that speaks what a screen reader has to say: it takes all of it down.
 * Its protocol is SSIP (the manual of Speech Dispatcher, "SSIP Documentation").
 */
export class RecordingSpeechServer {
  readonly said: string[] = [];
  readonly #server: Server;
  #messages = 0;

  constructor(path: string) {
    this.#server = createServer((socket) => this.#talk(socket)).listen(path);
  }

  close(): void {
    this.#server.close();
  }

  #talk(socket: Socket): void {
    let unread = '';
    /** The lines of the message that is being sent; null between messages. */
    let message: string[] | null = null;
    const reply = (...lines: string[]) => socket.write(lines.map((line) => `${line}\r\n`).join(''));
    const take = (text: string) => {
      this.said.push(text);
      this.#messages += 1;
      const id = this.#messages;
      reply(`225-${id}`, '225 OK MESSAGE QUEUED');
      setTimeout(() => {
        if (socket.destroyed) return;
        reply(`701-${id}`, '701-1', '701 BEGIN');
        reply(`702-${id}`, '702-1', '702 END');
      }, SPEAKING_MS);
    };
    const answer = (line: string) => {
      const [command = '', ...words] = line.split(' ');
      if (message && line === '.') {
        take(plain(message.join('\n')));
        message = null;
      } else if (message) message.push(line.replace(/^\.\./, '.'));
      else if (command === 'SPEAK') {
        message = [];
        reply('230 OK RECEIVING DATA');
      } else if (command === 'CHAR' || command === 'KEY') take(words.join(' '));
      else if (command === 'HISTORY') reply('245-1', '245 OK CLIENT ID SENT');
      else if (command === 'GET') reply('251-0', '251 OK GET RETURNED');
      else if (command === 'LIST') reply('249-none', '249 OK LIST SENT');
      else reply('200 OK');
    };
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const lines = (unread + data).split('\r\n');
      unread = lines.pop() ?? '';
      for (const line of lines) answer(line);
    });
  }
}

/** Returns the words of a message in SSML. */
function plain(ssml: string): string {
  const entities: Readonly<Record<string, string>> = {
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    amp: '&',
  };
  return ssml
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '')
    .trim();
}
