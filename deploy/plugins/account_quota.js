// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// Capping a function's concurrency reserves it from the account's quota, of which 100 must stay free. New accounts have
// a quota of 10: say so before half a stack is there.

const { callAws } = require('./aws_call.js');

const MUST_STAY_FREE = 100;

class AccountQuota {
  constructor(serverless, options, { log }) {
    this.serverless = serverless;
    this.log = log;
    this.hooks = { 'before:deploy:deploy': () => this.check() };
  }

  reserved() {
    const template = this.serverless.service.provider.compiledCloudFormationTemplate;
    if (template.Conditions.CapConcurrency['Fn::Equals'][0] !== 'on') return 0;
    return Object.values(template.Resources)
      .map((resource) => resource.Properties?.ReservedConcurrentExecutions?.['Fn::If']?.[1] ?? 0)
      .reduce((sum, one) => sum + one, 0);
  }

  async check() {
    const reserved = this.reserved();
    if (reserved === 0) return;
    let quota;
    try {
      const settings = await callAws(this.serverless, 'Lambda', 'GetAccountSettings', {});
      quota = settings.AccountLimit.ConcurrentExecutions;
    } catch (error) {
      this.log.info(`The quota of concurrent executions is unknown: ${error.message}`);
      return;
    }
    if (quota - reserved >= MUST_STAY_FREE) return;
    throw new this.serverless.classes.Error(
      `This account may run ${quota} functions at once; the caps on concurrency reserve ${reserved} and ` +
        `${MUST_STAY_FREE} must stay free. Set DEPLOY_CONCURRENCY_CAPS=off in .env, or ask AWS for a higher ` +
        'quota (Service Quotas, AWS Lambda, Concurrent executions).'
    );
  }
}

module.exports = AccountQuota;
