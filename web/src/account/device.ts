import { words } from '../messages/words';

/** What is found in a user agent, and how it is called; the first that matches counts. */
const programs: readonly (readonly [RegExp, string])[] = [
  [/\baudmg\b/i, 'Audmg'],
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bHeadlessChrome\/|\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^python-requests\/|^Python-urllib\//, 'Python'],
  [/^Wget\//, 'Wget'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
];

const MAX_LENGTH = 60;

function nameIn(
  userAgent: string,
  names: readonly (readonly [RegExp, string])[],
): string | undefined {
  return names.find(([pattern]) => pattern.test(userAgent))?.[1];
}

/** Says what a user agent is: "Firefox on Windows". One that is not known is shown as it is, cut if it is long. */
export function deviceOf(userAgent: string): string {
  const text = userAgent.trim();
  if (text === '') return words.account.unknownDevice;
  const program = nameIn(text, programs);
  const system = nameIn(text, systems);
  if (program && system) return words.account.programOn(program, system);
  if (program) return program === 'Audmg' ? words.account.audmgClient : program;
  if (system && /^Mozilla\//.test(text)) return words.account.browserOn(system);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

/** Says where requests of a network like "203.0.113.0/24" come from. */
export function placeOf(network: string): string {
  if (network === '') return words.account.unknownNetwork;
  if (/^127\.|^::1?\//.test(network)) return words.account.driveItself;
  return words.account.network(network);
}
