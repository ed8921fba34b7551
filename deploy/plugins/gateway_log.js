// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// API Gateway writes its logs in a role that the whole account shares. A deployment sets it only where there is none,
// and goes on with it where this stack has set it.

const { callAws, isRefusal } = require('./aws_call.js');

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
    if (await this.stackHasSetIt()) return false;
    const account = await callAws(this.serverless, 'APIGateway', 'GetAccount', {});
    return Boolean(account.cloudwatchRoleArn);
  }

  async stackHasSetIt() {
    const StackName = this.serverless.getProvider('aws').naming.getStackName();
    try {
      const found = await callAws(this.serverless, 'CloudFormation', 'DescribeStackResources', {
        StackName,
        LogicalResourceId: 'GatewayAccount',
      });
      return found.StackResources.some(({ ResourceStatus }) => !ResourceStatus.startsWith('DELETE'));
    } catch (error) {
      if (isRefusal(error, 'ValidationError') || /does not exist/.test(error.message)) return false;
      throw error;
    }
  }
}

module.exports = GatewayLog;
