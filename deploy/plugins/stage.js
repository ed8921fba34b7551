// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// Ties deploy/resources/api.yml to what the framework makes. The framework has the deployment make the stage, and then
// neither throttling nor a log can be said of it in the template; here the stage is a resource of its own. And a
// gateway response counts only in deployments that are made after it.

const MERGED = 'after:aws:package:finalize:mergeCustomProviderResources';
const STAGE = 'ApiGatewayStage';

class Stage {
  constructor(serverless) {
    this.serverless = serverless;
    this.hooks = { [MERGED]: () => this.tie() };
  }

  tie() {
    const resources = this.serverless.service.provider.compiledCloudFormationTemplate.Resources;
    const named = (type) => Object.keys(resources).filter((key) => resources[key].Type === type);
    const [deployment] = named('AWS::ApiGateway::Deployment');
    if (!deployment || !resources[STAGE]) {
      throw new this.serverless.classes.Error(`The template has no deployment, or no ${STAGE}`);
    }
    delete resources[deployment].Properties.StageName;
    resources[deployment].DependsOn = [
      ...resources[deployment].DependsOn,
      ...named('AWS::ApiGateway::GatewayResponse'),
    ];
    resources[STAGE].Properties.DeploymentId = { Ref: deployment };
  }
}

module.exports = Stage;
