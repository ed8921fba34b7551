import type { Page } from '@playwright/test';

/** Gives the browser an authenticator; what it returns says whether somebody touches it. */
export async function addAuthenticator(page: Page): Promise<(touched: boolean) => Promise<void>> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return async (touched) => {
    await debug.send('WebAuthn.setAutomaticPresenceSimulation', {
      authenticatorId,
      enabled: touched,
    });
  };
}
