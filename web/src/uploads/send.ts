import { reportReachable } from '../api/connection';
import { newsPace } from '../api/news_pace';
import { Problem, type ProblemBody, Unreachable } from '../api/problem';

/** A connection on which nothing moves for this long is closed. */
const STALLED_MS = 45_000;
/** The server may need a while to store what has arrived. */
const ANSWER_MS = 180_000;

export interface Sending {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly body: Blob | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Reports how many bytes of the body were sent. */
  progress(sent: number): void;
}

/** Sends a body and reports its progress, which fetch cannot do. Throws Problem, Unreachable or AbortError. */
export function send(sending: Sending): Promise<unknown> {
  const { method, url, body, headers = {}, signal, progress } = sending;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout>;
    const expectNews = (within: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), within);
    };
    const abort = () => request.abort();
    const lose = (why: string) => {
      if (signal.aborted) return reject(new DOMException(why, 'AbortError'));
      reportReachable(false);
      reject(new Unreachable(why));
    };
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      expectNews(STALLED_MS);
      progress(event.loaded);
    };
    request.upload.onload = () => expectNews(ANSWER_MS);
    request.onerror = () => lose('the connection broke');
    request.onabort = () => lose('aborted');
    request.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    request.onload = () => {
      reportReachable(true);
      newsPace.hurry();
      const answer = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) return resolve(answer);
      const retryAfter = request.getResponseHeader('Retry-After');
      const fields = retryAfter ? { 'Retry-After': retryAfter } : {};
      const response = new Response(null, { status: request.status, headers: fields });
      reject(new Problem(response, answer as ProblemBody | undefined));
    };
    if (signal.aborted) return reject(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', abort);
    expectNews(STALLED_MS);
    request.send(body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
