import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between browser and server, as a network that can fail. */
export class Relay {
  #sockets = new Set<Socket>();
  #server: Server;
  #up = true;
  /** Bytes per second towards the server; none: as fast as they come. */
  limit: number | null = null;

  private constructor(
    readonly port: number,
    target: () => number,
  ) {
    this.#server = createServer((browser) => {
      if (!this.#up) {
        browser.destroy();
        return;
      }
      const server = connect(target(), '127.0.0.1');
      for (const [from, to] of [
        [browser, server],
        [server, browser],
      ] as const) {
        this.#sockets.add(from);
        from.on('error', () => from.destroy());
        from.on('close', () => {
          this.#sockets.delete(from);
          to.destroy();
        });
      }
      server.pipe(browser);
      browser.on('data', (chunk) => {
        const wait = this.limit ? (chunk.length / this.limit) * 1000 : 0;
        const flows = server.write(chunk);
        if (flows && wait === 0) return;
        browser.pause();
        if (wait > 0) setTimeout(() => browser.resume(), wait);
        else server.once('drain', () => browser.resume());
      });
    });
  }

  static async start(port: number, target: () => number): Promise<Relay> {
    const relay = new Relay(port, target);
    await new Promise<void>((resolve) => relay.#server.listen(port, '127.0.0.1', resolve));
    return relay;
  }

  /** Breaks every connection, and refuses new ones until mend(). */
  cut(): void {
    this.#up = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#up = true;
  }

  stop(): void {
    this.cut();
    this.#server.close();
  }
}
