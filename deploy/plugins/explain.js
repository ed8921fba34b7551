// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// `serverless explain`: what a deployment is about to do and what it will cost, or with --removal what a removal
// takes away. Changes nothing. `make deploy` and `make undeploy` ask after it.

const fs = require('node:fs');
const { explain: explainCost, readCount } = require('../cost/estimate.js');
const { callAws } = require('./aws_call.js');
const { describeDeployment, describeRemoval } = require('./plan_text.js');
const { findStack, outputsOf } = require('./stack_outputs.js');

const option = (usage, type = 'string') => ({ usage, type, required: false });

class Explain {
  constructor(serverless, options, { log, writeText }) {
    this.serverless = serverless;
    this.options = options;
    this.log = log;
    this.writeText = writeText;
    this.commands = {
      explain: {
        usage: 'Say what a deployment does and costs',
        lifecycleEvents: ['explain'],
        options: {
          users: option('How many people use the drive (5)'),
          gigabytes: option('How many gigabytes of files they keep (50)'),
          removal: option('Say what a removal takes away', 'boolean'),
        },
      },
    };
    this.hooks = { 'explain:explain': () => this.explain() };
  }

  async explain() {
    const demand = this.demand();
    const target = await this.target();
    if (this.options.removal && !target.status) {
      throw new this.serverless.classes.Error(`There is no stack ${target.stack} in ${target.region}: nothing to remove`);
    }
    if (this.options.removal) {
      this.writeText(describeRemoval(target));
      return;
    }
    await this.serverless.pluginManager.spawn('package');
    const { compiledCloudFormationTemplate: template } = this.serverless.service.provider;
    this.writeText(describeDeployment({ ...target, template, artifacts: this.artifacts() }));
    this.writeText('', explainCost(demand));
  }

  demand() {
    try {
      return {
        users: readCount('--users', this.options.users ?? 5),
        gigabytes: readCount('--gigabytes', this.options.gigabytes ?? 50),
        mail: Boolean(process.env.AUDMG_MAIL_FROM),
        key: Boolean(process.env.DEPLOY_KMS_KEY),
        firewall: process.env.DEPLOY_WAF === 'on',
        app: process.env.DEPLOY_APP !== 'off',
      };
    } catch (error) {
      throw new this.serverless.classes.Error(error.message);
    }
  }

  async target() {
    const provider = this.serverless.getProvider('aws');
    const stack = provider.naming.getStackName();
    const caller = await this.caller();
    const place = { account: caller.Account, caller: caller.Arn, region: provider.getRegion(), stack };
    const present = await findStack(this.serverless);
    return present ? { ...place, status: present.StackStatus, outputs: outputsOf(present) } : place;
  }

  async caller() {
    try {
      return await callAws(this.serverless, 'STS', 'GetCallerIdentity', {});
    } catch (error) {
      throw new this.serverless.classes.Error(
        `AWS does not know who asks (${error.message}). Give it credentials: \`aws configure\`, AWS_PROFILE, ` +
          'or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.'
      );
    }
  }

  // Sizes of the artifacts by name, in bytes.
  artifacts() {
    const paths = Object.values(this.serverless.service.functions).map((each) => each.package.artifact);
    return Object.fromEntries([...new Set(paths)].map((path) => [path, fs.statSync(path).size]));
  }
}

module.exports = Explain;
