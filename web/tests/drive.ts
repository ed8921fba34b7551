import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BINARY =
  process.env.AUDMG_BINARY ?? new URL('../../build/release/audmg', import.meta.url).pathname;
const START_MS = 20_000;

// Below the kernel's ephemeral range, so that no outgoing connection takes a port, and above the ports of
// tests/functional/ports.py.
const FIRST_PORT = 32_000;
const BLOCKS = 32;
const PORTS_PER_BLOCK = 24;

function listen(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

async function isFree(port: number): Promise<boolean> {
  const probe = await listen(port);
  if (probe) await new Promise((resolve) => probe.close(resolve));
  return probe !== null;
}

/**
 * The other ports of a block that this process has for itself until it ends: several processes run tests at the same
 * time, and a port that was free a moment ago is no promise. Who listens on the first port of a block has the block.
 */
async function takeBlock(): Promise<number[]> {
  const start = Math.floor(Math.random() * BLOCKS);
  for (let tries = 0; tries < BLOCKS; tries++) {
    const first = FIRST_PORT + ((start + tries) % BLOCKS) * PORTS_PER_BLOCK;
    const guard = await listen(first);
    if (!guard) continue;
    guard.unref();
    return Array.from({ length: PORTS_PER_BLOCK - 1 }, (_, index) => first + 1 + index);
  }
  throw new Error('more processes run tests than there are blocks of ports');
}

let block: Promise<number[]> | null = null;

export async function freePort(): Promise<number> {
  block ??= takeBlock();
  const ports = await block;
  for (let tries = 0; tries < PORTS_PER_BLOCK; tries++) {
    // A port that was given away comes round last.
    const port = ports.shift() as number;
    ports.push(port);
    if (await isFree(port)) return port;
  }
  throw new Error('all ports of this process are in use');
}

/** A real server with a data folder of its own, at the address that it has for itself: passkeys need a name. */
export class Drive {
  readonly folder = mkdtempSync(join(tmpdir(), 'audmg-web-'));
  readonly data = join(this.folder, 'data');
  #process: ChildProcess | null = null;

  private constructor(
    readonly url: string,
    private readonly binary: string,
    private readonly environment: Record<string, string>,
    /** Where the server says that it is alive. */
    private readonly probe = url,
  ) {}

  static async start(settings: Record<string, string> = {}, binary = BINARY): Promise<Drive> {
    const [port, metricsPort] = [await freePort(), await freePort()];
    const drive = new Drive(`http://localhost:${port}`, binary, {
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

  /**
   * With a certificate that the drive makes for itself, at https and this name. The browser has to be told where the
   * name leads, and to trust `authority()`.
   */
  static async startAtHome(host: string, binary = BINARY): Promise<Drive> {
    const [port, metricsPort] = [await freePort(), await freePort()];
    const url = `https://${host}:${port}`;
    const settings = {
      PATH: process.env.PATH ?? '',
      AUDMG_LISTEN: `127.0.0.1:${port}`,
      AUDMG_METRICS_LISTEN: `127.0.0.1:${metricsPort}`,
      AUDMG_PUBLIC_URL: url,
      AUDMG_RATE_LIMITS: 'off',
      AUDMG_MIN_FREE_SPACE: '10MB',
      AUDMG_DRAIN_TIMEOUT: '2s',
    };
    // Node does not trust the authority.
    const drive = new Drive(url, binary, settings, `http://127.0.0.1:${metricsPort}`);
    drive.command('certificate', 'create', '--host', host);
    await drive.launch();
    return drive;
  }

  /** PEM of the authority behind the drive's own certificate. */
  authority(): string {
    return JSON.parse(this.command('certificate', 'show', '--json')).authority;
  }

  /** Runs another command of the program on the same settings. Returns what it prints. */
  command(...args: string[]): string {
    return execFileSync(this.binary, args, {
      cwd: this.folder,
      env: { HOME: this.folder, AUDMG_DATA_DIR: this.data, ...this.environment },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async launch(): Promise<void> {
    const log = openSync(join(this.folder, 'server.log'), 'a');
    this.#process = spawn(this.binary, ['serve'], {
      cwd: this.folder,
      env: { HOME: this.folder, AUDMG_DATA_DIR: this.data, ...this.environment },
      stdio: ['ignore', log, log],
    });
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline) {
      if (this.#process.exitCode !== null)
        throw new Error(`the server ended: ${this.folder}/server.log`);
      if (
        await fetch(`${this.probe}/livez`).then(
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
