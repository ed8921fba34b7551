import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BINARY =
  process.env.AUDMG_BINARY ?? new URL('../../build/release/audmg', import.meta.url).pathname;
const START_MS = 20_000;

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** A real server with a data folder of its own. */
export class Drive {
  readonly folder = mkdtempSync(join(tmpdir(), 'audmg-web-'));
  readonly data = join(this.folder, 'data');
  #process: ChildProcess | null = null;

  private constructor(
    readonly url: string,
    private readonly environment: Record<string, string>,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<Drive> {
    const [port, metricsPort] = [await freePort(), await freePort()];
    const drive = new Drive(`http://127.0.0.1:${port}`, {
      PATH: process.env.PATH ?? '',
      AUDMG_LISTEN: `127.0.0.1:${port}`,
      AUDMG_METRICS_LISTEN: `127.0.0.1:${metricsPort}`,
      AUDMG_RATE_LIMITS: 'off',
      AUDMG_MIN_FREE_SPACE: '10MB',
      AUDMG_DRAIN_TIMEOUT: '2s',
      ...settings,
    });
    await drive.launch();
    return drive;
  }

  async launch(): Promise<void> {
    const log = openSync(join(this.folder, 'server.log'), 'a');
    this.#process = spawn(BINARY, ['serve'], {
      cwd: this.folder,
      env: { HOME: this.folder, AUDMG_DATA_DIR: this.data, ...this.environment },
      stdio: ['ignore', log, log],
    });
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline) {
      if (this.#process.exitCode !== null)
        throw new Error(`the server ended: ${this.folder}/server.log`);
      if (
        await fetch(`${this.url}/livez`).then(
          (answer) => answer.ok,
          () => false,
        )
      )
        return;
      await sleep(20);
    }
    throw new Error('the server did not answer');
  }

  /** Ends the process; launch() starts it again on the same data. */
  async halt(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
