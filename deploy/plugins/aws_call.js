// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// One call of an AWS service, with the credentials and region of the deployment: osls 4 has version 3 of the AWS SDK
// for it, Serverless 3 has version 2.

const PACKAGES = {
  APIGateway: '@aws-sdk/client-api-gateway',
  CloudFormation: '@aws-sdk/client-cloudformation',
  CloudWatch: '@aws-sdk/client-cloudwatch',
  Lambda: '@aws-sdk/client-lambda',
  S3: '@aws-sdk/client-s3',
  SSM: '@aws-sdk/client-ssm',
  STS: '@aws-sdk/client-sts',
};

async function callAws(serverless, service, action, input) {
  const provider = serverless.getProvider('aws');
  if (typeof provider.getAwsSdkV3Config !== 'function') {
    return provider.request(service, action[0].toLowerCase() + action.slice(1), input);
  }
  const sdk = require(PACKAGES[service]);
  const client = new sdk[`${service}Client`](await provider.getAwsSdkV3Config());
  return client.send(new sdk[`${action}Command`](input));
}

// Whether the service refused with this error, in the forms that the two SDKs give it.
function isRefusal(error, name) {
  return [error.name, error.code, error.providerError?.code].includes(name);
}

module.exports = { callAws, isRefusal };
