// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// For tests: `serverless deploy-secrets` runs what deploy/plugins/secrets.js does before a deployment, without one.

class SecretsOnly {
  constructor(serverless) {
    this.commands = {
      'deploy-secrets': { usage: 'Store the secrets', lifecycleEvents: ['store'] },
    };
    this.hooks = {
      'deploy-secrets:store': async () => {
        const plugin = serverless.pluginManager.plugins.find((each) => each.constructor.name === 'Secrets');
        await plugin.hooks['before:deploy:deploy']();
      },
    };
  }
}

module.exports = SecretsOnly;
