import { expect, it, vi } from 'vitest';
import { Problem } from '../api/problem';
import { NotShown, sensitively, useReauthentication } from './reauthentication';

const refusal = (code: string) =>
  new Problem(new Response(null, { status: 403 }), { code, message: code } as never);
const pending = () => useReauthentication.getState().pending;
const asked = () => vi.waitFor(() => expect(pending()).not.toBeNull());

/** Work that the drive does once a credential was shown. */
function guarded() {
  const state = { shown: false, tries: 0 };
  const work = async () => {
    state.tries++;
    if (!state.shown) throw refusal('reauthentication_required');
    return 'done';
  };
  return { state, work };
}

it('asks for nothing that the drive does not ask for', async () => {
  expect(await sensitively(async () => 'done')).toBe('done');
  await expect(
    sensitively(async () => {
      throw refusal('last_admin');
    }),
  ).rejects.toMatchObject({ code: 'last_admin' });
  expect(pending()).toBeNull();
});

it('goes on with what was wanted once a credential was shown', async () => {
  const { state, work } = guarded();
  const result = sensitively(work);
  await asked();
  state.shown = true;
  pending()?.done();
  expect(await result).toBe('done');
  expect(state.tries).toBe(2);
  expect(pending()).toBeNull();
});

it('gives up when the user declines', async () => {
  const { state, work } = guarded();
  const result = sensitively(work);
  await asked();
  pending()?.cancel();
  await expect(result).rejects.toBeInstanceOf(NotShown);
  expect(state.tries).toBe(1);
  expect(pending()).toBeNull();
});

it('asks once for all that wait', async () => {
  const { state, work } = guarded();
  const results = [sensitively(work), sensitively(work)];
  await asked();
  state.shown = true;
  pending()?.done();
  expect(await Promise.all(results)).toEqual(['done', 'done']);
  expect(pending()).toBeNull();
});
