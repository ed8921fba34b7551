// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// API Gateway writes its logs in a role that the whole account shares. A deployment sets it only where there is none,
// and goes on with it where this stack has set it.

const { callAws } = require('./aws_call.js');
const { stackOutputs } = require('./stack_outputs.js');

class GatewayLog {
  constructor(serverless, options, { log }) {
    this.serverless = serverless;
    this.log = log;
    this.hooks = { 'before:deploy:deploy': () => this.decide() };
  }

  async decide() {
    const { Conditions } = this.serverless.service.provider.compiledCloudFormationTemplate;
    if (Conditions.KeepGatewayLog['Fn::Equals'][0] !== 'on') return;
    if (!(await this.anotherRoleIsSet())) return;
    Conditions.SetGatewayRole = { 'Fn::Equals': ['off', 'on'] };
    this.log.info("API Gateway's log role is set already; it stays");
  }

  async anotherRoleIsSet() {
    const { GatewayLogRoleArn: ours } = await stackOutputs(this.serverless);
    if (ours) return false;
    const account = await callAws(this.serverless, 'APIGateway', 'GetAccount', {});
    return Boolean(account.cloudwatchRoleArn);
  }
}

module.exports = GatewayLog;
