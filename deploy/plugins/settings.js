// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

const fs = require('node:fs');

// What a setting must look like, and how to say so. Settings that are not here take any text.
const RULES = {
  S3_BUCKET_NAME: [/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, '3 to 63 small letters, digits and "-"'],
  // The gateway and the bucket compare it as it stands here.
  DEPLOY_WEB_ORIGIN: [
    /^(https:\/\/(?!.*:443$)|http:\/\/(?!.*:80$))[^/\s'*A-Z]+$/,
    'an origin such as https://drive.example.org, as browsers write it: small letters, no path, no port that is the usual one',
  ],
  AUDMG_PUBLIC_URL: [/^https?:\/\/[^\s?#"]+$/, 'where people find the app, such as https://drive.example.org'],
  AUDMG_SECURITY_CONTACT: [/@|^(https|mailto|tel):/, 'mail addresses or https URLs, separated by commas'],
  AUDMG_SIGNUP: [/^(on|off|confirm|first)$/, 'on, off, confirm or first'],
  DEPLOY_MONTHLY_BUDGET: [/^\d+(\.\d+)?$/, 'a number of US dollars'],
  DEPLOY_ALARM_EMAIL: [/^[^@\s]+@[^@\s]+$/, 'an e-mail address'],
  DEPLOY_EVENTS_EMAIL: [/^[^@\s]+@[^@\s]+$/, 'an e-mail address'],
  DEPLOY_CONCURRENCY_CAPS: [/^(on|off)$/, 'on or off'],
  DEPLOY_GATEWAY_LOG: [/^(on|off)$/, 'on or off'],
  DEPLOY_RELEASE_URL: [/^https?:\/\/[^\s?#]+$/, 'where releases are, such as https://example.org/audmg-drive/releases'],
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
