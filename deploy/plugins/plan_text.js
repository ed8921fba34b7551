// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// What a deployment or a removal does, in words.

const row = (name, text) => `  ${name.padEnd(11)} ${text}`;

function resourcesOf(template, type) {
  return Object.values(template.Resources).filter((resource) => resource.Type === type);
}

// Whether a condition of the template holds: all of ours compare settings, which are known.
const isOn = (template, condition) => holds(template.Conditions[condition]);

function holds(test) {
  if (test['Fn::Not']) return !holds(test['Fn::Not'][0]);
  if (test['Fn::Or']) return test['Fn::Or'].some(holds);
  const [is, wanted] = test['Fn::Equals'];
  return is === wanted;
}

const isPresent = (template) => ({ Condition }) => !Condition || isOn(template, Condition);

const presentOf = (template, type) => resourcesOf(template, type).filter(isPresent(template));

function countedTypes(template) {
  const counts = new Map();
  const present = Object.values(template.Resources).filter(isPresent(template));
  for (const { Type } of present) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  const parts = [...counts].sort((a, b) => b[1] - a[1]).map(([type, count]) => `${count} ${type.replace('AWS::', '')}`);
  return { total: present.length, lines: wrap(parts.join(', '), 96) };
}

function wrap(text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line.length + word.length + 1 > width && line) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}

const megabytes = (bytes) => `${(bytes / 1_000_000).toFixed(1)} MB`;

function mailedTo(template, subscription, setting) {
  const { Condition, Properties } = template.Resources[subscription];
  return isOn(template, Condition) ? `mailed to ${Properties.Endpoint}` : `mailed to nobody (${setting} is not set)`;
}

function describeApp(template) {
  if (!isOn(template, 'HasApp')) return 'none (DEPLOY_APP=off)';
  const { Aliases } = template.Resources.AppDistribution.Properties.DistributionConfig;
  const address = isOn(template, 'HasDomain') ? Aliases['Fn::If'][1][0] : 'an address of CloudFront';
  return `at ${address}, which is there some minutes after the first deployment`;
}

function place({ account, caller, region, stack }) {
  return [row('account', `${account}, as ${caller}`), row('region', region), row('stack', stack)];
}

function describeDeployment({ template, artifacts, status, account, ...rest }) {
  const { FilesBucket, DriveTable, MonthlyBudget, ApiGatewayStage } = template.Resources;
  const bucket = FilesBucket.Properties.BucketName['Fn::Sub']
    .replace('${AWS::AccountId}', account)
    .replace('${AWS::Region}', rest.region);
  const functions = resourcesOf(template, 'AWS::Lambda::Function').map((each) => each.Properties.Handler);
  const routes = resourcesOf(template, 'AWS::ApiGateway::Method').filter(
    (each) => each.Properties.HttpMethod !== 'OPTIONS'
  ).length;
  const [limits] = ApiGatewayStage.Properties.MethodSettings;
  const types = countedTypes(template);
  const sizes = Object.entries(artifacts).map(([path, size]) => `${path} ${megabytes(size)}`);
  return [
    'This deploys Audmg Drive to AWS:',
    '',
    ...place({ account, ...rest }),
    row('', status ? `is there (${status}) and will be updated` : 'is new'),
    row('files', `S3 bucket ${bucket}, private, encrypted, with versions, kept when the stack is removed`),
    row('records', `DynamoDB table ${DriveTable.Properties.TableName}, backed up, protected from deletion, kept when the stack is removed`),
    row('functions', functions.join(', ')),
    row('', sizes.join(', ')),
    row('API', `${routes} routes, open to the internet, at most ${limits.ThrottlingRateLimit} calls a second`),
    row('app', describeApp(template)),
    row('secrets', 'in the parameter store, encrypted'),
    row('alarms', `${presentOf(template, 'AWS::CloudWatch::Alarm').length}, ${mailedTo(template, 'AlarmsByEmail', 'DEPLOY_ALARM_EMAIL')}`),
    row('budget', `USD ${MonthlyBudget.Properties.Budget.BudgetLimit.Amount} a month for the whole account, then an alarm`),
    row('resources', `${types.total}:`),
    ...types.lines.map((line) => row('', line)),
  ].join('\n');
}

function describeRemoval({ outputs, ...target }) {
  const { FilesBucketName: bucket, TableName: table } = outputs;
  return [
    'This removes Audmg Drive from AWS:',
    '',
    ...place(target),
    '',
    'The API, functions, queues (with what waits in them), topics, alarms, logs and secrets go.',
    'The files and records stay, and cost what storing them costs:',
    '',
    row('files', `S3 bucket ${bucket}`),
    row('records', `DynamoDB table ${table}`),
    '',
    'A later deployment takes them over with DEPLOY_ADOPT=on. To delete them for good, after the removal:',
    '',
    `  aws s3 rm --recursive s3://${bucket} --region ${target.region}`,
    `  aws s3 rb s3://${bucket} --region ${target.region}   # when its old versions have expired, after 30 days`,
    `  aws dynamodb update-table --no-deletion-protection-enabled --table-name ${table} --region ${target.region}`,
    `  aws dynamodb delete-table --table-name ${table} --region ${target.region}`,
  ].join('\n');
}

module.exports = { describeDeployment, describeRemoval };
