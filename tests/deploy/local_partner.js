// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// For deployments to moto, in tests only: takes out of the template what moto's CloudFormation (5.2.5) has not, and
// completes what it fails on. What is taken out is judged by the tests of the template. Stacks are made without change
// sets, since moto's leave no outputs, unless LOCAL_PARTNER_CHANGE_SETS is set. LOCAL_PARTNER_SMALL makes stacks of little,
// which are there sooner.

// After the other plugins, before the template is written.
const LAST = 'before:aws:package:finalize:saveServiceState';
const LACKING = new Set([
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::Authorizer',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Stage',
  'AWS::Budgets::Budget',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::OriginRequestPolicy',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::WAFv2::WebACL',
  'AWS::WAFv2::WebACLAssociation',
  'AWS::XRay::SamplingRule',
]);

// Of what only AWS makes.
const DOMAIN = 'd111111abcdef8.cloudfront.net';

function nameDomain(value) {
  if (typeof value === 'string') return value.replaceAll('${AppDistribution.DomainName}', DOMAIN);
  if (Array.isArray(value)) return value.map(nameDomain);
  if (value === null || typeof value !== 'object') return value;
  if (value['Fn::GetAtt']?.[0] === 'AppDistribution') return DOMAIN;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, nameDomain(each)]));
}

function removeLacking(resources) {
  const gone = Object.keys(resources).filter((key) => LACKING.has(resources[key].Type));
  for (const key of gone) delete resources[key];
  for (const resource of Object.values(resources)) {
    if (resource.DependsOn) {
      resource.DependsOn = [].concat(resource.DependsOn).filter((key) => !gone.includes(key));
    }
  }
}

function keepOnly(template, keys) {
  const entries = Object.entries(template.Resources).filter(([key]) => keys.includes(key));
  template.Resources = Object.fromEntries(entries);
  const { ServerlessDeploymentBucketName, ServiceEndpoint, AppBucketName, AppUrl } = template.Outputs;
  template.Outputs = { ServerlessDeploymentBucketName, ServiceEndpoint, AppBucketName, AppUrl };
}

function complete(resource, stageName) {
  const { Properties } = resource;
  if (resource.Type === 'AWS::ApiGateway::Method') {
    delete Properties.AuthorizerId;
    Properties.AuthorizationType = 'NONE';
    Properties.Integration.IntegrationHttpMethod ||= 'POST';
    Properties.Integration.Uri ||= '';
  }
  if (resource.Type === 'AWS::ApiGateway::Deployment') Properties.StageName = stageName;
  // It deletes what is to be retained, and fails on this.
  if (resource.Type === 'AWS::DynamoDB::Table') delete Properties.DeletionProtectionEnabled;
}

class LocalPartner {
  constructor(serverless) {
    this.serverless = serverless;
    if (!process.env.LOCAL_PARTNER_CHANGE_SETS) serverless.service.provider.deploymentMethod = 'direct';
    this.hooks = { [LAST]: () => this.adapt() };
  }

  adapt() {
    const template = this.serverless.service.provider.compiledCloudFormationTemplate;
    const resources = template.Resources;
    if (process.env.LOCAL_PARTNER_SMALL) {
      keepOnly(template, ['ServerlessDeploymentBucket', 'DriveTable', 'ApiGatewayRestApi', 'AppBucket']);
      Object.assign(template, nameDomain(template));
      complete(template.Resources.DriveTable);
      return;
    }
    removeLacking(resources);
    Object.assign(template, nameDomain(template));
    const stageName = this.serverless.getProvider('aws').getStage();
    for (const resource of Object.values(template.Resources)) complete(resource, stageName);
  }
}

module.exports = LocalPartner;
