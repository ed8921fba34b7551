// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// The zips of a release: fetched once, held against the digests of deploy/release.json, and kept in the cache folder that
// tools/cache_folder names.

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const NAMES = ['api.zip', 'media.zip'];
// Lambda takes no larger ones by way of S3.
const MAX_BYTES = 250_000_000;
const TIMEOUT_MS = 300_000;

class ReleaseError extends Error {}

function digestOf(file) {
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

// {version, url, sha256} of the release that this checkout deploys; undefined while none is pinned.
function pinnedRelease(serviceDir, environment = process.env) {
  const release = JSON.parse(fs.readFileSync(path.join(serviceDir, 'deploy', 'release.json'), 'utf8'));
  if (!release.version) return undefined;
  const malformed = NAMES.filter((name) => !/^[0-9a-f]{64}$/.test(release.sha256?.[name] ?? ''));
  if (malformed.length > 0) throw new ReleaseError(`deploy/release.json has no SHA-256 of ${malformed.join(' and ')}`);
  const url = environment.DEPLOY_RELEASE_URL || release.url;
  if (!url) throw new ReleaseError('deploy/release.json names no url of the release; set DEPLOY_RELEASE_URL');
  return { ...release, url: url.replace(/\/+$/, '') };
}

function cacheFolder(environment = process.env) {
  const base = environment.XDG_CACHE_HOME || path.join(environment.HOME || os.homedir(), '.cache');
  return environment.AUDMG_CACHE || path.join(base, 'audmg');
}

async function download(url) {
  let answer;
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (answer.status !== 200) throw new Error(`the server answers ${answer.status}`);
    if (Number(answer.headers.get('content-length')) > MAX_BYTES) throw new Error('it is too large for Lambda');
    return Buffer.from(await answer.arrayBuffer());
  } catch (error) {
    throw new ReleaseError(
      `${url} could not be fetched: ${error.cause?.message || error.message}. Try again later, set DEPLOY_RELEASE_URL to ` +
        'another place that has the release, or put api.zip and media.zip of `make lambda` into build/lambda/.'
    );
  }
}

// Puts one zip of the release to `target`. Errors: ReleaseError, and then `target` is as it was.
async function takeZip(release, name, target, say) {
  const wanted = release.sha256[name];
  const kept = path.join(cacheFolder(), `zip-${wanted}`, name);
  if (!fs.existsSync(kept) || digestOf(kept) !== wanted) {
    const url = `${release.url}/v${release.version}/${name}`;
    say(`Fetching ${url}`);
    const content = await download(url);
    const found = createHash('sha256').update(content).digest('hex');
    if (found !== wanted) {
      throw new ReleaseError(
        `${url} is not the ${name} of release ${release.version}: its SHA-256 is ${found}, and deploy/release.json says ` +
          `${wanted}. It was not kept. Nothing was deployed.`
      );
    }
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    const part = `${kept}.${process.pid}`;
    fs.writeFileSync(part, content);
    fs.renameSync(part, kept);
  }
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.copyFileSync(kept, target);
}

module.exports = { NAMES, ReleaseError, digestOf, pinnedRelease, takeZip };
