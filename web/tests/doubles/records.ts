import type { components } from '../../src/api/schema';

type File = components['schemas']['File'];
type Tokens = components['schemas']['Tokens'];

/** When the clock of a test begins; see Browser. */
const START_MS = Date.UTC(2026, 0, 1);

/** The id of a file that was uploaded so many seconds after the clock of a test began. */
export function idAt(seconds: number): string {
  const hex = (START_MS + seconds * 1000).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** The record of a file as the drive has it; its URLs work for an hour from the beginning of the clock. */
export function fileOf(fileId: string, rest: Partial<File> = {}): File {
  const expires = START_MS / 1000 + 3600;
  const url = (what: string) => `/objects/${fileId}/${what}?expires=${expires}&signature=s`;
  return {
    fileId,
    fileName: `${fileId}.jpg`,
    contentType: 'image/jpeg',
    kind: 'image',
    size: 10,
    sha256: '0'.repeat(64),
    status: 'ready',
    revision: 1,
    date: new Date(START_MS).toISOString(),
    uploadedAt: new Date(START_MS).toISOString(),
    fileUrl: url('original'),
    downloadUrl: url('download'),
    width: 300,
    height: 200,
    dominantColor: '#123456',
    ...rest,
  };
}

/** An access token with these claims, as the drive writes them. */
export function accessTokenOf(claims: object): string {
  return ['{"alg":"HS256"}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
}

/** Tokens that work for `expiresIn` seconds. */
export function tokensOf(name: string, expiresIn = 900): Tokens {
  return {
    message: 'Logged in.',
    token: `access-${name}`,
    refreshToken: `refresh-${name}`,
    tokenType: 'Bearer',
    expiresIn,
  };
}
