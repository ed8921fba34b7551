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
  DEPLOY_ALARM_EMAIL: [/^(none|[^@\s]+@[^@\s]+)$/, 'an e-mail address, or none'],
  DEPLOY_EVENTS_EMAIL: [/^[^@\s]+@[^@\s]+$/, 'an e-mail address'],
  DEPLOY_CONCURRENCY_CAPS: [/^(on|off)$/, 'on or off'],
  DEPLOY_GATEWAY_LOG: [/^(on|off)$/, 'on or off'],
  DEPLOY_RELEASE_URL: [/^https?:\/\/[^\s?#]+$/, 'where releases are, such as https://example.org/audmg-drive/releases'],
  DEPLOY_APP: [/^(on|off)$/, 'on or off'],
  DEPLOY_DOMAIN: [/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/, 'a name such as drive.example.org, in small letters'],
  DEPLOY_CERTIFICATE_ARN: [
    /^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
    'the ARN of a certificate in us-east-1, where CloudFront looks for it',
  ],
  DEPLOY_PRICE_CLASS: [/^PriceClass_(100|200|All)$/, 'PriceClass_100, PriceClass_200 or PriceClass_All'],
  DEPLOY_WAF: [/^(on|off)$/, 'on or off'],
  // CloudWatch evaluates seven days at most.
  DEPLOY_BACKUP_DAYS: [/^[0-7]$/, 'a number of days from 1 to 7, or 0 for no alarm'],
  DEPLOY_KMS_KEY: [/^arn:aws[\w-]*:kms:[\w-]+:\d{12}:key\/[\w-]+$/, 'the ARN of a key (not of an alias)'],
  DEPLOY_VERSION_DAYS: [/^[1-9]\d{0,4}$/, 'a number of days, 1 or more'],
  DEPLOY_ADOPT: [/^(on|off)$/, 'on or off'],
};

// Settings that need one another.
const PAIRS = [
  ['DEPLOY_DOMAIN', 'DEPLOY_CERTIFICATE_ARN'],
  ['DEPLOY_CERTIFICATE_ARN', 'DEPLOY_DOMAIN'],
];

// A sentence for each setting that is wrong.
function complaints(environment = process.env) {
  const wrong = Object.entries(RULES)
    .filter(([name, [pattern]]) => environment[name] && !pattern.test(environment[name]))
    .map(([name, [, wanted]]) => `${name} must be ${wanted}, not "${environment[name]}".`);
  const alone = PAIRS.filter(([name, other]) => environment[name] && !environment[other]).map(
    ([name, other]) => `${name} needs ${other}.`
  );
  return [...wrong, ...alone];
}

// A secret of the environment or .env, or of the file that <NAME>_FILE names; undefined when neither is set.
function readSecret(name, environment = process.env) {
  const file = environment[`${name}_FILE`];
  const value = environment[name] || (file ? fs.readFileSync(file, 'utf8').trim() : '');
  return value || undefined;
}

module.exports = { complaints, readSecret };
