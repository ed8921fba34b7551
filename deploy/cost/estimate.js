// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// What the drive costs a month on AWS for so many users with so many gigabytes of files: prices.json times
// workload.json, less what AWS gives every account each month. A guide for deciding, not a bill.
//
//   node deploy/cost/estimate.js --users 5 --gigabytes 50 [--mail] [--key] [--firewall]

const prices = require('./prices.json');
const workload = require('./workload.json');

const MINUTES_A_MONTH = 43_800;
const MEGA = 1_000_000;
// What deploy/functions/ says of memory, and of disk beyond the half gigabyte that is free; tests compare.
const API_GIGABYTES = 1;
const AUTHORIZER_GIGABYTES = 0.25;
const LOG_IN_GIGABYTES = 1;
const MEDIA_GIGABYTES = 1769 / 1024;
const MEDIA_DISK_GIGABYTES = (4096 - 512) / 1024;
// Queues that Lambda asks, and alarms; more of both with a sender of mails.
const QUEUES = 2;
const QUEUES_OF_MAIL = 1;
const ALARMS = 10;
const ALARMS_OF_MAIL = 2;
const FIREWALL_RULES = 4;
// What the functions send by themselves (src/audmg/telemetry/adapters/emf, gauges of src/audmg/lambda): as many as are
// free.
const METRICS = 10;
const SWEEPS_A_MONTH = MINUTES_A_MONTH;
// Those of every hour go on with a longer one; else they read twice where it is.
const RESTS_A_MONTH = MINUTES_A_MONTH / 60;
const READS_OF_REST = 2;

const over = (amount, free) => Math.max(0, amount - free);

// What happens in a month, in AWS's units.
function usage({ users, gigabytes, mail = false }) {
  const { user, file } = workload;
  const files = (gigabytes * 1000) / file.megabytes;
  const uploads = files / workload.monthsToFill;
  const objects = files * (2 + file.renditions);
  const calls = users * user.apiCalls + uploads * file.uploadCalls;
  const invocations = calls * (1 + workload.authorizerShare) + uploads * 3 + SWEEPS_A_MONTH + RESTS_A_MONTH;
  return {
    storedGigabytes: gigabytes * (1 + file.renditionsShare),
    // The original, its sidecar and its renditions; the daily sweep lists all of them by the thousand.
    objectWrites: uploads * (2 + file.renditions) + (objects / 1000) * 30,
    // The scrub asks S3 for the checksum of each file once a month, and notes it.
    objectReads: users * user.objectReads + uploads + files,
    calls,
    invocations,
    // Of each invocation that is traced, the gateway's part is the same trace.
    traces: invocations * workload.tracedShare,
    edgeRequests: calls + users * (user.objectReads + user.appFiles),
    gigabyteSeconds:
      calls * workload.apiCallSeconds * (API_GIGABYTES + workload.authorizerShare * AUTHORIZER_GIGABYTES) +
      users * user.logIns * workload.logInSeconds * LOG_IN_GIGABYTES +
      (SWEEPS_A_MONTH + RESTS_A_MONTH) * workload.sweepSeconds * API_GIGABYTES +
      uploads * file.mediaSeconds * MEDIA_GIGABYTES,
    diskGigabyteSeconds: uploads * file.mediaSeconds * MEDIA_DISK_GIGABYTES,
    recordWrites: uploads * file.recordWrites + users * user.logIns * 2 + files,
    // The sweep of every minute asks for what is due; the daily one looks each file up for its original with the
    // sidecar, and for its renditions (src/audmg/functions/upkeep/sweep_cost_test.cpp), the scrub once a month.
    recordReads:
      calls * workload.readsPerCall +
      SWEEPS_A_MONTH * workload.readsPerSweep +
      RESTS_A_MONTH * READS_OF_REST +
      files * (file.sweepReads * 30 + 1),
    recordGigabytes: (files * file.recordKilobytes) / MEGA,
    // Lambda asks an empty queue all the time.
    queueRequests:
      (QUEUES + (mail ? QUEUES_OF_MAIL : 0)) * workload.pollers * workload.pollsPerMinute * MINUTES_A_MONTH + uploads * file.queueRequests,
    alarms: ALARMS + (mail ? ALARMS_OF_MAIL : 0),
    // A function's lines and the gateway's.
    logGigabytes: (calls * workload.logKilobytesPerCall + SWEEPS_A_MONTH * workload.logKilobytesPerSweep) / MEGA,
    viewedGigabytes: users * user.viewedGigabytes,
  };
}

// Lines of {what, dollars}.
function estimate(demand) {
  const used = usage(demand);
  const { dollars: price, freeEachMonth: free } = prices;
  const rounded = (number) => Math.round(number).toLocaleString('en-US');
  return [
    {
      what: `S3: ${rounded(used.storedGigabytes)} GB kept, originals and renditions`,
      dollars: used.storedGigabytes * price.s3GigabyteMonth,
    },
    {
      what: `S3: ${rounded(used.objectWrites)} writes, ${rounded(used.objectReads)} reads`,
      dollars:
        (used.objectWrites / 1000) * price.s3ThousandWrites + (used.objectReads / 1000) * price.s3ThousandReads,
    },
    transferLine(demand, used),
    {
      what: `API Gateway: ${rounded(used.calls)} calls`,
      dollars: (used.calls / MEGA) * price.gatewayMillionCalls,
    },
    {
      what: `Lambda: ${rounded(used.invocations)} invocations, ${rounded(used.gigabyteSeconds)} GB-seconds`,
      dollars:
        (over(used.invocations, free.lambdaRequests) / MEGA) * price.lambdaMillionRequests +
        over(used.gigabyteSeconds, free.lambdaGigabyteSeconds) * price.lambdaGigabyteSecond +
        used.diskGigabyteSeconds * price.lambdaDiskGigabyteSecond,
    },
    {
      what: `DynamoDB: ${rounded(used.recordWrites)} writes, ${rounded(used.recordReads)} reads, and its backup`,
      dollars:
        (used.recordWrites / MEGA) * price.dynamodbMillionWrites +
        (used.recordReads / MEGA) * price.dynamodbMillionReads +
        over(used.recordGigabytes, free.dynamodbGigabytes) * price.dynamodbGigabyteMonth +
        used.recordGigabytes * price.dynamodbBackupGigabyteMonth,
    },
    {
      what: `SQS: ${rounded(used.queueRequests)} requests, most of them to empty queues`,
      dollars: (over(used.queueRequests, free.sqsRequests) / MEGA) * price.sqsMillionRequests,
    },
    {
      what: `CloudWatch: ${used.logGigabytes.toFixed(2)} GB of logs, ${used.alarms} alarms, ${METRICS} metrics, a dashboard`,
      dollars:
        over(used.logGigabytes, free.logGigabytes) * price.logGigabyte +
        over(used.alarms, free.alarms) * price.alarmMonth +
        over(METRICS, free.metrics) * price.metricMonth,
    },
    {
      what: `X-Ray: ${rounded(used.traces)} traces`,
      dollars: (over(used.traces, free.traces) / MEGA) * price.millionTraces,
    },
    ...extras(demand, used),
  ];
}

// To people's browsers by CloudFront, which costs less than S3 itself; --no-app: by S3.
function transferLine({ app = true }, used) {
  const { dollars: price, freeEachMonth: free } = prices;
  const gigabytes = Math.round(used.viewedGigabytes).toLocaleString('en-US');
  if (!app) {
    return {
      what: `Data transfer: ${gigabytes} GB viewed or downloaded`,
      dollars: over(used.viewedGigabytes, free.transferGigabytes) * price.transferGigabyte,
    };
  }
  return {
    what: `CloudFront: ${gigabytes} GB viewed or downloaded, ${(used.edgeRequests / MEGA).toFixed(1)} million requests`,
    dollars:
      over(used.viewedGigabytes, free.edgeGigabytes) * price.edgeGigabyte +
      (over(used.edgeRequests, free.edgeRequests) / MEGA) * price.edgeMillionRequests +
      (over(used.edgeRequests, free.edgeFunctionCalls) / MEGA) * price.edgeMillionFunctionCalls,
  };
}

// What is off unless a setting turns it on: DEPLOY_KMS_KEY, DEPLOY_WAF.
function extras({ key = false, firewall = false }, used) {
  const { dollars: price, freeEachMonth: free } = prices;
  const lines = [];
  if (key) {
    // S3 keeps the bucket's key for a while and DynamoDB the table's, so calls are those of new processes.
    const calls = used.invocations * workload.keyCallsPerInvocation;
    lines.push({
      what: `KMS: a key, ${Math.round(calls).toLocaleString('en-US')} calls`,
      dollars: price.keyMonth + (over(calls, free.keyCalls) / MEGA) * price.millionKeyCalls,
    });
  }
  if (firewall) {
    lines.push({
      what: `WAF: ${FIREWALL_RULES} rules`,
      dollars:
        price.firewallMonth + FIREWALL_RULES * price.firewallRuleMonth + (used.calls / MEGA) * price.firewallMillionCalls,
    });
  }
  return lines;
}

const total = (lines) => lines.reduce((sum, line) => sum + line.dollars, 0);

function explain(demand) {
  const lines = estimate(demand);
  const row = (what, dollars) => `  ${what.padEnd(76)} ${dollars.toFixed(2).padStart(9)}`;
  return [
    `Roughly, in US dollars a month, for ${demand.users} users with ${demand.gigabytes} GB of files:`,
    '',
    ...lines.map(({ what, dollars }) => row(what, dollars)),
    row('All', total(lines)),
    '',
    `Prices of ${prices.regionName} as of ${prices.asOf}; other regions cost up to a quarter more`,
    `(${(total(lines) * prices.otherRegionsFactor).toFixed(2)}). What AWS gives each account every month is taken off. Who does what is in`,
    'deploy/cost/workload.json, the prices and where they are from in deploy/cost/prices.json.',
  ].join('\n');
}

// A count from a command line; throws with its name.
function readCount(name, text) {
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0 || String(text).trim() === '') {
    throw new Error(`${name} must be a number of 0 or more, not "${text}"`);
  }
  return number;
}

function main() {
  const { parseArgs } = require('node:util');
  const { values } = parseArgs({
    options: {
      users: { type: 'string', default: '5' },
      gigabytes: { type: 'string', default: '50' },
      mail: { type: 'boolean', default: false },
      key: { type: 'boolean', default: false },
      firewall: { type: 'boolean', default: false },
      'no-app': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const demand = {
    users: readCount('--users', values.users),
    gigabytes: readCount('--gigabytes', values.gigabytes),
    mail: values.mail,
    key: values.key,
    firewall: values.firewall,
    app: !values['no-app'],
  };
  if (values.json) {
    const lines = estimate(demand);
    console.log(JSON.stringify({ lines, total: total(lines), usage: usage(demand) }));
  } else {
    console.log(explain(demand));
  }
}

if (require.main === module) {
  try {
    main();
  } catch (error) {
    console.error(`estimate: ${error.message}`);
    process.exitCode = 2;
  }
}

module.exports = { estimate, explain, readCount, total };
