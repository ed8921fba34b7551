// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// Makes or removes the pipeline in AWS; `make pipeline` and `make pipeline-remove` ask before.
// usage: pipeline.js pipeline | pipeline-remove [--explain]
// From the environment: CONNECTION (ARN), REPOSITORY (owner/name), BRANCH, APPROVER (mail address), AWS_REGION; credentials
// from where AWS's own tools find them.

const fs = require('node:fs');
const path = require('node:path');
const cloudFormation = require('@aws-sdk/client-cloudformation');
const ssm = require('@aws-sdk/client-ssm');

const ROOT = path.resolve(__dirname, '..', '..');
const REGION = process.env.AWS_REGION || 'eu-central-1';
const SECONDS_TO_WAIT = 1800;
const RIGHTS = 'audmg-drive-pipeline-rights';
const PIPELINE = 'audmg-drive-pipeline';
// Settings of a stage are in its file, else in that of all.
const SETTINGS = { dev: ['.env.dev', '.env'], prod: ['.env.prod', '.env'] };
const CONNECTION = /^arn:aws[a-z-]*:(codestar-connections|codeconnections):/;

const stacks = new cloudFormation.CloudFormationClient({ region: REGION });
const parameters = new ssm.SSMClient({ region: REGION });

function readSettings(stage) {
  const file = SETTINGS[stage].map((name) => path.join(ROOT, name)).find((name) => fs.existsSync(name));
  // A parameter cannot be empty.
  return (file && fs.readFileSync(file, 'utf8').trim()) || '# No settings.';
}

function stackParameters({ CONNECTION: connection, REPOSITORY: repository, BRANCH, APPROVER }) {
  if (!CONNECTION.test(connection ?? '') || !/^[^/\s]+\/[^/\s]+$/.test(repository ?? '')) {
    throw new Error(
      'make pipeline CONNECTION=ARN REPOSITORY=OWNER/NAME: the ARN is of a connection to where the source is; make one in ' +
        'the console (Developer Tools, Settings, Connections), where you confirm it at GitHub, GitLab or Bitbucket.'
    );
  }
  const given = { ConnectionArn: connection, Repository: repository, Branch: BRANCH, ApprovalEmail: APPROVER };
  return Object.entries(given)
    .filter(([, value]) => value)
    .map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
}

async function find(StackName) {
  try {
    const { Stacks } = await stacks.send(new cloudFormation.DescribeStacksCommand({ StackName }));
    return Stacks[0];
  } catch (error) {
    if (/does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

const waiting = (StackName) => [{ client: stacks, maxWaitTime: SECONDS_TO_WAIT, minDelay: 1, maxDelay: 10 }, { StackName }];

async function deployStack(StackName, template, Parameters = []) {
  const input = {
    StackName,
    Parameters,
    TemplateBody: fs.readFileSync(path.join(__dirname, template), 'utf8'),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Tags: [{ Key: 'app', Value: 'audmg-drive' }],
  };
  const isThere = await find(StackName);
  try {
    if (isThere) {
      await stacks.send(new cloudFormation.UpdateStackCommand(input));
      await cloudFormation.waitUntilStackUpdateComplete(...waiting(StackName));
    } else {
      await stacks.send(new cloudFormation.CreateStackCommand(input));
      await cloudFormation.waitUntilStackCreateComplete(...waiting(StackName));
    }
  } catch (error) {
    if (!/No updates are to be performed/.test(error.message)) throw error;
  }
  console.log(`${StackName}: ${isThere ? 'up to date' : 'made'}`);
}

async function up() {
  const given = stackParameters(process.env);
  for (const stage of Object.keys(SETTINGS)) {
    const Name = `/audmg-drive/pipeline/${stage}`;
    const Value = readSettings(stage);
    const input = { Name, Value, Type: 'SecureString', Tier: 'Intelligent-Tiering', Overwrite: true };
    await parameters.send(new ssm.PutParameterCommand(input));
    console.log(`${Name}: holds the settings of ${stage}`);
  }
  await deployStack(RIGHTS, 'deploy_rights.yml');
  await deployStack(PIPELINE, 'pipeline.yml', given);
  const { Outputs = [] } = (await find(PIPELINE)) ?? {};
  for (const { OutputValue } of Outputs) console.log(`Look at it: ${OutputValue}`);
}

async function down() {
  for (const StackName of [PIPELINE, RIGHTS]) {
    if (!(await find(StackName))) continue;
    await stacks.send(new cloudFormation.DeleteStackCommand({ StackName }));
    await cloudFormation.waitUntilStackDeleteComplete(...waiting(StackName));
    console.log(`${StackName}: removed`);
  }
  const Names = Object.keys(SETTINGS).map((stage) => `/audmg-drive/pipeline/${stage}`);
  await parameters.send(new ssm.DeleteParametersCommand({ Names }));
}

function explain(command) {
  if (command === 'pipeline-remove') {
    console.log(
      `This removes the pipeline from ${REGION}, its roles and the settings that it keeps.\n` +
        'What it has deployed stays, and so does the bucket with its artifacts; the rights stay while a role of GitHub uses them.'
    );
    return;
  }
  const said = stackParameters(process.env).map(({ ParameterKey, ParameterValue }) => `  ${ParameterKey} ${ParameterValue}`);
  console.log(
    [`This makes or updates a pipeline in ${REGION}:`, ...said].join('\n') +
      '\nA push to the branch is tested and built (about an hour of a large CodeBuild machine, USD 0.02 a minute), deployed to ' +
      'dev, and after your approval to prod.\nIt takes the settings from .env (dev) and .env.prod, as they are now, into the ' +
      'parameter store, encrypted.'
  );
}

async function main(command, option) {
  if (!['pipeline', 'pipeline-remove'].includes(command)) throw new Error('usage: pipeline.js pipeline | pipeline-remove');
  if (option === '--explain') explain(command);
  else await (command === 'pipeline' ? up() : down());
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(`pipeline: ${error.message}`);
  process.exitCode = 1;
});
