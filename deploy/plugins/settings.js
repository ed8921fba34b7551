// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

const fs = require('node:fs');

// What a setting must look like, and how to say so. Settings that are not here take any text.
const RULES = {
  S3_BUCKET_NAME: [/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, '3 to 63 small letters, digits and "-"'],
  DEPLOY_WEB_ORIGIN: [/^https?:\/\/[^/\s'*]+$/, 'an origin such as https://drive.example.org, without a path'],
  DEPLOY_MONTHLY_BUDGET: [/^\d+(\.\d+)?$/, 'a number of US dollars'],
  DEPLOY_ALARM_EMAIL: [/^[^@\s]+@[^@\s]+$/, 'an e-mail address'],
  DEPLOY_EVENTS_EMAIL: [/^[^@\s]+@[^@\s]+$/, 'an e-mail address'],
  DEPLOY_CONCURRENCY_CAPS: [/^(on|off)$/, 'on or off'],
  DEPLOY_GATEWAY_LOG: [/^(on|off)$/, 'on or off'],
  DEPLOY_ADOPT: [/^(on|off)$/, 'on or off'],
};

// A sentence for each setting that is wrong.
function complaints(environment = process.env) {
  return Object.entries(RULES)
    .filter(([name, [pattern]]) => environment[name] && !pattern.test(environment[name]))
    .map(([name, [, wanted]]) => `${name} must be ${wanted}, not "${environment[name]}".`);
}

// A secret of the environment or .env, or of the file that <NAME>_FILE names; undefined when neither is set.
function readSecret(name, environment = process.env) {
  const file = environment[`${name}_FILE`];
  const value = environment[name] || (file ? fs.readFileSync(file, 'utf8').trim() : '');
  return value || undefined;
}

module.exports = { complaints, readSecret };
