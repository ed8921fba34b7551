// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// `serverless watch-alarms --minutes 15`: looks at the alarms of the stage for that long, and fails when one goes off. A
// pipeline runs it after a deployment and takes the deployment back when it fails.

const { setTimeout: sleep } = require('node:timers/promises');
const { callAws } = require('./aws_call.js');

const SECONDS_BETWEEN_LOOKS = 30;

class WatchAlarms {
  constructor(serverless, options, { log }) {
    this.serverless = serverless;
    this.options = options;
    this.log = log;
    this.commands = {
      'watch-alarms': {
        usage: 'Fail when an alarm of the stage goes off',
        lifecycleEvents: ['watch'],
        options: { minutes: { usage: 'How long to look (15)', type: 'string', required: false } },
      },
    };
    this.hooks = { 'watch-alarms:watch': () => this.watch() };
  }

  async watch() {
    const minutes = Number(this.options.minutes ?? 15);
    if (!(minutes >= 0)) {
      throw new this.serverless.classes.Error(`--minutes must be a number of 0 or more, not "${this.options.minutes}"`);
    }
    const before = await this.ringing();
    // One that rings already may be what the deployment mends.
    if (before.length > 0) this.log.warning(`On before this look, and so not watched: ${before.join(', ')}`);
    for (const end = Date.now() + minutes * 60_000; Date.now() < end; ) {
      await sleep(Math.min(SECONDS_BETWEEN_LOOKS * 1000, end - Date.now()));
      const gone = (await this.ringing()).filter((name) => !before.includes(name));
      if (gone.length > 0) throw new this.serverless.classes.Error(`Went off after the deployment: ${gone.join(', ')}`);
    }
    this.log.notice(`No alarm went off within ${minutes} minutes`);
  }

  // Names of the stack's alarms that are on: CloudFormation begins them with the stack's name.
  async ringing() {
    const prefix = `${this.serverless.getProvider('aws').naming.getStackName()}-`;
    const names = [];
    let page = {};
    do {
      page = await callAws(this.serverless, 'CloudWatch', 'DescribeAlarms', {
        AlarmNamePrefix: prefix,
        StateValue: 'ALARM',
        ...(page.NextToken && { NextToken: page.NextToken }),
      });
      names.push(...(page.MetricAlarms ?? []).map(({ AlarmName }) => AlarmName));
    } while (page.NextToken);
    return names;
  }
}

module.exports = WatchAlarms;
