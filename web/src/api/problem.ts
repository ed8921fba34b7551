import type { components } from './schema';

export type ProblemBody = components['schemas']['Problem'];
export type ProblemCode = ProblemBody['code'];

/** An error response of the drive. */
export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode | 'unknown';
  readonly fields: Readonly<Record<string, string>>;
  readonly requestId: string | null;
  /** Seconds to wait before the next try. */
  readonly retryAfter: number | null;

  constructor(response: Response, body: Partial<ProblemBody> | undefined) {
    super(body?.message ?? `The server answered with status ${response.status}.`);
    this.name = 'Problem';
    this.status = response.status;
    this.code = body?.code ?? 'unknown';
    this.fields = Object.fromEntries((body?.errors ?? []).map((e) => [e.field, e.message]));
    this.requestId = body?.requestId ?? response.headers.get('X-Request-Id');
    const wait = Number(response.headers.get('Retry-After'));
    this.retryAfter = Number.isFinite(wait) && wait > 0 ? wait : null;
  }
}

/** There was no response at all: no network, no server, or a broken connection. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The drive cannot be reached. Check the connection.', { cause });
    this.name = 'Unreachable';
  }
}

/** Returns whether the same request may succeed a little later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  return (
    error instanceof Problem &&
    (error.status >= 500 ? error.status !== 507 : error.status === 429 || error.status === 408)
  );
}

/** Returns one sentence for the user. */
export function explain(error: unknown): string {
  if (error instanceof Problem || error instanceof Unreachable) return error.message;
  return 'Something went wrong in this page. Reload it and try again.';
}
