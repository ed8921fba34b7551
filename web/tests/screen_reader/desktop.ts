import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium } from '@playwright/test';
import { RecordingSpeechServer } from './speech_server';

const START_MS = 30_000;
const LOOK_MS = 50;
const SCREEN = '1280x900x24';

/** A desktop without a screen: an X server, a window manager, Orca, and Chromium as people have it. */
export class Desktop {
  readonly folder = mkdtempSync(join(tmpdir(), 'audmg-desktop-'));
  readonly speech = new RecordingSpeechServer(join(this.folder, 'speech'));
  browser!: Browser;
  #environment: Record<string, string> = {};
  readonly #processes: ChildProcess[] = [];

  static async start(): Promise<Desktop> {
    const desktop = new Desktop();
    try {
      await desktop.#start();
    } catch (error) {
      await desktop.stop();
      throw error;
    }
    return desktop;
  }

  async #start(): Promise<void> {
    const { folder } = this;
    this.#environment = {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      XDG_RUNTIME_DIR: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_DATA_HOME: join(folder, 'data'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      LANG: 'C.UTF-8',
      ACCESSIBILITY_ENABLED: '1',
      SPEECHD_ADDRESS: `unix_socket:${join(folder, 'speech')}`,
    };
    const screen = ['-screen', '0', SCREEN, '-nolisten', 'tcp', '-displayfd', '1'];
    this.#environment.DISPLAY = `:${await this.#firstLine('Xvfb', screen)}`;
    const bus = ['--session', '--nofork', '--print-address=1'];
    this.#environment.DBUS_SESSION_BUS_ADDRESS = await this.#firstLine('dbus-daemon', bus);
    this.#run('matchbox-window-manager', ['-use_titlebar', 'no']);
    this.#run('/usr/bin/orca', ['--replace']);
    await this.#until(() => this.speech.said.length > 0, 'Orca does not speak');
    this.browser = await chromium.launch({
      headless: false,
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      env: this.#environment,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--force-renderer-accessibility',
        '--mute-audio',
        '--lang=en-US',
      ],
    });
  }

  /** Presses keys on the keyboard of the desktop, so that Orca has them before the browser. */
  press(...keys: string[]): void {
    this.#tell('key', '--delay', '40', ...keys);
  }

  type(text: string): void {
    this.#tell('type', '--delay', '40', text);
  }

  async stop(): Promise<void> {
    await this.browser?.close();
    for (const child of this.#processes.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(late);
    }
    this.speech.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #tell(...words: string[]): void {
    execFileSync('xdotool', words, { env: this.#environment, timeout: START_MS });
  }

  /** Starts a program whose output goes into a file; returns the path of that. */
  #run(command: string, words: readonly string[]): string {
    const path = join(this.folder, `${command.split('/').pop()}.out`);
    const out = openSync(path, 'w');
    const log = openSync(join(this.folder, 'log'), 'a');
    const child = spawn(command, words, { env: this.#environment, stdio: ['ignore', out, log] });
    child.on('error', () => undefined);
    this.#processes.push(child);
    closeSync(out);
    closeSync(log);
    return path;
  }

  async #firstLine(command: string, words: readonly string[]): Promise<string> {
    const path = this.#run(command, words);
    const lines = () => readFileSync(path, 'utf8').split('\n');
    await this.#until(() => lines().length > 1, `${command} does not start`);
    return lines()[0] ?? '';
  }

  async #until(holds: () => boolean, otherwise: string): Promise<void> {
    for (const deadline = Date.now() + START_MS; Date.now() < deadline; await sleep(LOOK_MS)) {
      if (holds()) return;
    }
    throw new Error(`${otherwise}: ${readFileSync(join(this.folder, 'log'), 'utf8').slice(-2000)}`);
  }
}
