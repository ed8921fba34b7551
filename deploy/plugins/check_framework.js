// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// Refuses version 4 of the vendor's framework, which wants a log-in with the vendor. osls 4 is free of that, and its
// version numbers are alike, so `frameworkVersion` in serverless.yml cannot tell the two apart.

const fs = require('node:fs');
const path = require('node:path');

const REFUSAL =
  'Serverless Framework 4 is refused: it asks for an account with its vendor. Run `npm install` in this folder and then ' +
  '`npx serverless deploy`, which is osls, the free continuation of version 3; or use Serverless 3.40 or newer.';

// The name of the npm package that a program is of; undefined when it is of none.
function packageOf(program) {
  let folder;
  try {
    folder = path.dirname(fs.realpathSync(program));
  } catch {
    return undefined;
  }
  for (; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const description = path.join(folder, 'package.json');
    if (fs.existsSync(description)) return JSON.parse(fs.readFileSync(description, 'utf8')).name;
  }
  return undefined;
}

function isRefused(version, program) {
  return Number.parseInt(version, 10) >= 4 && packageOf(program) !== 'osls';
}

class CheckFramework {
  constructor(serverless) {
    if (isRefused(serverless.version, process.argv[1])) throw new serverless.classes.Error(REFUSAL);
  }
}

module.exports = CheckFramework;
Object.assign(module.exports, { isRefused });
