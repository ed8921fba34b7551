// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// Sees to it that build/lambda/ has api.zip and media.zip before they are packaged: those that were built there, else those
// of the release in deploy/release.json, else, while no release is pinned, it builds them where that is possible.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { NAMES, ReleaseError, digestOf, pinnedRelease, takeZip } = require('./release.js');

const FOLDER = path.join('build', 'lambda');
// Digests of the zips in that folder that came from a release, and so give way to those of the next.
const TAKEN = 'taken_from_release.json';

function readTaken(folder) {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, TAKEN), 'utf8'));
  } catch {
    return {};
  }
}

// Only Debian 12 on x86-64 builds the zips (docs/adr/0015).
function canBuild(serviceDir, osRelease, architecture = process.arch) {
  const isDebian12 = /^ID=debian$/m.test(osRelease) && /^VERSION_ID="?12"?$/m.test(osRelease);
  const hasMake = spawnSync('make', ['--version']).status === 0;
  return isDebian12 && architecture === 'x64' && hasMake && fs.existsSync(path.join(serviceDir, 'Makefile'));
}

async function provideReleased(folder, release, say) {
  const taken = readTaken(folder);
  for (const name of NAMES) {
    const target = path.join(folder, name);
    const present = fs.existsSync(target) ? digestOf(target) : undefined;
    if (present === release.sha256[name]) continue;
    if (present && present !== taken[name]) {
      say(`${FOLDER}/${name} was built here and is not of release ${release.version}; it is used`);
      continue;
    }
    await takeZip(release, name, target, say);
    taken[name] = release.sha256[name];
    fs.writeFileSync(path.join(folder, TAKEN), JSON.stringify(taken));
  }
}

function provideBuilt(serviceDir, folder, say) {
  const missing = () => NAMES.filter((name) => !fs.existsSync(path.join(folder, name)));
  if (missing().length === 0) return;
  const osRelease = fs.existsSync('/etc/os-release') ? fs.readFileSync('/etc/os-release', 'utf8') : '';
  const what = `${missing().join(' and ')} missing from ${FOLDER}, and deploy/release.json names no release to fetch.`;
  if (!canBuild(serviceDir, osRelease)) {
    throw new ReleaseError(
      `${what} Only Debian 12 on x86-64 builds them: run \`make lambda\` there, in a container for instance: ` +
        'docker run --rm -v "$PWD:/drive" -w /drive debian:12 sh -c "apt-get update && apt-get install -y make && make lambda"'
    );
  }
  say(`${what} Building: make lambda`);
  const built = spawnSync('make', ['lambda'], { cwd: serviceDir, stdio: ['ignore', 'inherit', 'inherit'] });
  if (built.status !== 0 || missing().length > 0) {
    throw new ReleaseError('`make lambda` did not build the zips; what it said is above.');
  }
}

// Returns when both zips are there. Errors: ReleaseError, whose message says what to do.
async function provideZips(serviceDir, say) {
  const folder = path.join(serviceDir, FOLDER);
  const release = pinnedRelease(serviceDir);
  if (release) await provideReleased(folder, release, say);
  else provideBuilt(serviceDir, folder, say);
}

class Zips {
  constructor(serverless, options, { log }) {
    const provide = async () => {
      try {
        await provideZips(serverless.serviceDir, (text) => log.notice(text));
      } catch (error) {
        throw error instanceof ReleaseError ? new serverless.classes.Error(error.message) : error;
      }
    };
    this.hooks = { 'before:package:initialize': provide, 'before:deploy:function:initialize': provide };
  }
}

module.exports = Zips;
Object.assign(module.exports, { canBuild, provideZips });
