// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

const fs = require('node:fs');

// A secret of the environment or .env, or of the file that <NAME>_FILE names; undefined when neither is set.
function readSecret(name, environment = process.env) {
  const file = environment[`${name}_FILE`];
  const value = environment[name] || (file ? fs.readFileSync(file, 'utf8').trim() : '');
  return value || undefined;
}

// The parameters of serverless.yml with what the command line set.
function parameter(serverless, name) {
  const { params } = serverless.configurationInput;
  const stage = serverless.getProvider('aws').getStage();
  return params[stage]?.[name] ?? params.default[name];
}

module.exports = { readSecret, parameter };
