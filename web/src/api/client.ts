import createClient from 'openapi-fetch';
import { apiBase } from './base';
import { reportReachable } from './connection';
import { newsPace } from './news_pace';
import { Problem, type ProblemBody, Unreachable } from './problem';
import type { components, paths } from './schema';
import { accessToken, renew } from './session';

export type File = components['schemas']['File'];
export type Kind = File['kind'];
export type Outline = components['schemas']['Outline'];
export type FilePage = components['schemas']['FilePage'];
export type Timeline = components['schemas']['Timeline'];
export type Account = components['schemas']['Account'];
export type Passkey = components['schemas']['Passkey'];
export type AppPassword = components['schemas']['AppPassword'];
export type DriveSession = components['schemas']['Sessions']['sessions'][number];
export type Invitation = components['schemas']['Invitation'];
export type AuditEntry = components['schemas']['AuditPage']['entries'][number];
export type DriveStatus = components['schemas']['DriveStatus'];
export type UploadResult = components['schemas']['UploadResult'];

/**
 * Returns whether the reply says that the access token no longer works. A wrong code is also answered
 * with 401; sending it again would use up another of the few tries.
 */
async function refusesToken(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const body = (await response
    .clone()
    .json()
    .catch(() => ({}))) as Partial<ProblemBody>;
  return body.code !== 'wrong_factor';
}

/** Does what fetch does, with the token of the session. A token that is refused is renewed once. */
export async function authorizedFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const send = async (each: Request, token: string | null) => {
    if (token) each.headers.set('Authorization', `Bearer ${token}`);
    try {
      const response = await fetch(each);
      reportReachable(true);
      if (each.method !== 'GET') newsPace.hurry();
      return response;
    } catch (error) {
      if (each.signal.aborted) throw error;
      reportReachable(false);
      throw new Unreachable(error);
    }
  };
  const token = await accessToken();
  const response = await send(request, token);
  if (!token || !(await refusesToken(response))) return response;
  return send(again, await renew(token));
}

/** Client with the requests, bodies and responses of docs/openapi.json. */
export const api = createClient<paths>({
  baseUrl: apiBase || location.origin,
  fetch: authorizedFetch,
});

/** Returns the body of the response; throws a Problem for an error response. */
export async function unwrap<Body>(
  call: Promise<{ data?: Body; error?: unknown; response: Response }>,
): Promise<Body> {
  const { data, error, response } = await call;
  if (!response.ok) throw new Problem(response, error as ProblemBody | undefined);
  return data as Body;
}
