// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

const { callAws, isRefusal } = require('./aws_call.js');

// The stack that is there, as CloudFormation describes it; undefined when there is none.
async function findStack(serverless) {
  const StackName = serverless.getProvider('aws').naming.getStackName();
  try {
    const { Stacks } = await callAws(serverless, 'CloudFormation', 'DescribeStacks', { StackName });
    return Stacks[0];
  } catch (error) {
    if (isRefusal(error, 'ValidationError') || /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

const outputsOf = (stack) =>
  Object.fromEntries((stack?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));

// Outputs of the stack by name; none when there is no stack.
async function stackOutputs(serverless) {
  return outputsOf(await findStack(serverless));
}

module.exports = { findStack, outputsOf, stackOutputs };
