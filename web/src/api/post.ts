import { apiBase } from './base';
import { Problem, type ProblemBody, Unreachable } from './problem';

/**
 * Sends JSON without the session that client.ts looks after, and returns the body of the response. Throws a
 * Problem for an error response, and Unreachable when there is none.
 */
export async function post<Answer>(
  path: string,
  body: unknown,
  { token, signal }: { token?: string; signal?: AbortSignal } = {},
): Promise<Answer> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (token) headers.Authorization = `Bearer ${token}`;
  const request: RequestInit = { method: 'POST', headers, body: JSON.stringify(body) };
  if (signal) request.signal = signal;
  let response: Response;
  try {
    response = await fetch(apiBase + path, request);
  } catch (error) {
    throw new Unreachable(error);
  }
  const answer: unknown =
    response.status === 204
      ? undefined
      : await response.json().catch((error: unknown) => {
          // Half a reply to a request that succeeded is as good as none.
          if (response.ok) throw new Unreachable(error);
        });
  if (!response.ok) throw new Problem(response, answer as ProblemBody | undefined);
  return answer as Answer;
}
