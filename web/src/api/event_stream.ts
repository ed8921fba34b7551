/** One event of a stream of server-sent events. */
export interface StreamEvent {
  id: string | null;
  type: string;
  data: string;
}

/** Reads the text/event-stream format (WHATWG HTML, 9.2.6), chunk by chunk. */
export class EventStreamParser {
  #rest = '';
  #id: string | null = null;
  #type = '';
  #data: string[] = [];

  push(chunk: string): StreamEvent[] {
    const lines = (this.#rest + chunk).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    const events: StreamEvent[] = [];
    for (const line of lines) {
      if (line === '') this.#finish(events);
      else this.#field(line);
    }
    return events;
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'id') this.#id = value;
    else if (name === 'event') this.#type = value;
    else if (name === 'data') this.#data.push(value);
  }

  #finish(events: StreamEvent[]): void {
    if (this.#data.length > 0) {
      events.push({ id: this.#id, type: this.#type || 'message', data: this.#data.join('\n') });
    }
    this.#type = '';
    this.#data = [];
  }
}
