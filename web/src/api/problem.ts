import { words } from '../messages/words';
import { fieldText, problemText } from './our_words';
import type { components } from './schema';

export type ProblemBody = components['schemas']['Problem'];
export type ProblemCode = ProblemBody['code'];

export type FactorMethod = NonNullable<ProblemBody['methods']>[number];

/** What a log-in needs after the password. */
export interface SecondStep {
  /** Stands for the password in POST /login/mfa. */
  readonly token: string;
  readonly methods: readonly FactorMethod[];
}

/** An error response of the drive. */
export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode | 'unknown';
  readonly fields: Readonly<Record<string, string>>;
  readonly requestId: string | null;
  /** Seconds to wait before the next try. */
  readonly retryAfter: number | null;
  /** How a log-in goes on; only of `mfa_required`. */
  readonly secondStep: SecondStep | null;

  constructor(response: Response, body: Partial<ProblemBody> | undefined) {
    const { problems } = words;
    super(problemText(body?.code ?? '', body?.message ?? problems.status(response.status)));
    this.name = 'Problem';
    this.status = response.status;
    this.code = body?.code ?? 'unknown';
    this.fields = Object.fromEntries(
      (body?.errors ?? []).map((e) => [e.field, fieldText(e.field, e.code, e.message)]),
    );
    this.requestId = body?.requestId ?? response.headers.get('X-Request-Id');
    const wait = Number(response.headers.get('Retry-After'));
    this.retryAfter = Number.isFinite(wait) && wait > 0 ? wait : null;
    this.secondStep = body?.mfaToken ? { token: body.mfaToken, methods: body.methods ?? [] } : null;
  }
}

/** There was no response at all: no network, no server, or a broken connection. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super(words.problems.unreachable, { cause });
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
  return words.problems.fault;
}
