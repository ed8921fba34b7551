// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// DEPLOY_ADOPT=on: a new stack takes over the bucket and the table that an earlier one left (they stay when the stack
// is removed). Without it CloudFormation refuses, since their names are taken.

const HOOK = 'before:deploy:deploy';

class KeptData {
  constructor(serverless) {
    this.serverless = serverless;
    this.hooks = { [HOOK]: () => process.env.DEPLOY_ADOPT === 'on' && this.adopt() };
  }

  adopt() {
    const deployer = this.serverless.pluginManager.plugins.find(
      (plugin) => plugin.hooks?.['aws:deploy:deploy:updateStack'] && plugin.getCreateChangeSetParams
    );
    if (!deployer) throw new this.serverless.classes.Error('DEPLOY_ADOPT is not possible with this framework');
    const original = deployer.getCreateChangeSetParams;
    deployer.getCreateChangeSetParams = function withImport(request) {
      return { ...original.call(this, request), ImportExistingResources: true };
    };
  }
}

module.exports = KeptData;
