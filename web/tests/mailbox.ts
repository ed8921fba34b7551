import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RECEIVER = new URL('../../tests/receivers/smtp_receiver.py', import.meta.url).pathname;
const WAIT_MS = 20_000;

interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** A mail server that keeps what a drive sends to its users. */
export class Mailbox {
  private constructor(
    private readonly folder: string,
    private readonly process: ChildProcess,
    readonly port: number,
  ) {}

  static async open(): Promise<Mailbox> {
    const folder = mkdtempSync(join(tmpdir(), 'audmg-mail-'));
    const [record, mode] = [join(folder, 'record'), join(folder, 'mode')];
    writeFileSync(record, '');
    writeFileSync(mode, 'accept');
    const child = spawn('/usr/bin/python3', ['-B', RECEIVER, '--record', record, '--mode', mode], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = await new Promise<number>((resolve, reject) => {
      child.stdout.once('data', (line) => resolve(Number(line)));
      child.once('exit', () => reject(new Error('the mail server has ended')));
    });
    return new Mailbox(folder, child, port);
  }

  /** What a drive needs to be told to send mails here. */
  get settings(): Record<string, string> {
    return {
      AUDMG_SMTP_URL: `smtp://127.0.0.1:${this.port}?tls=off`,
      AUDMG_MAIL_FROM: 'drive@example.org',
    };
  }

  /** Waits for a mail to the address that has a link to the page, and returns the link. */
  async linkFor(address: string, page: string): Promise<string> {
    for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline; ) {
      const lines = readFileSync(join(this.folder, 'record'), 'utf8').trim().split('\n');
      const mails = lines.filter(Boolean).map((line) => JSON.parse(line) as Mail);
      for (const { to, text } of mails) {
        const link = new RegExp(`http\\S+/${page}#token=\\S+`).exec(text)?.[0];
        if (to === address && link) return link;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no mail to ${address} with a link to /${page}`);
  }

  close(): void {
    this.process.kill('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
