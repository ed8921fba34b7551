// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// Brings secrets from .env into the parameter store, encrypted, before each deployment. CloudFormation cannot make
// such parameters, and what is in a template can be read by everybody who may look at the stack.

const { randomBytes } = require('node:crypto');
const { callAws, isRefusal } = require('./aws_call.js');
const { readSecret } = require('./settings.js');

const GENERATED_BYTES = 48;
const SECRETS = [
  // HS256 wants a key of 256 bits (RFC 7518 section 3.2).
  { name: 'JWT_SECRET', parameter: 'jwt-secret', minBytes: 32, isNeeded: true },
  // As the drive asks of it on one machine.
  { name: 'AUDMG_WEBHOOK_SECRET', parameter: 'webhook-secret', minBytes: 24, isNeeded: false },
];

class Secrets {
  constructor(serverless, options, { log }) {
    this.serverless = serverless;
    this.log = log;
    this.hooks = {
      'before:package:initialize': () => SECRETS.forEach((secret) => this.check(secret)),
      'before:deploy:deploy': async () => {
        for (const secret of SECRETS) await this.store(secret);
      },
      'after:remove:remove': async () => {
        for (const secret of SECRETS) await this.remove(secret);
      },
    };
  }

  parameterName({ parameter }) {
    return `/audmg-drive/${this.serverless.getProvider('aws').getStage()}/${parameter}`;
  }

  check({ name, minBytes }) {
    const value = readSecret(name);
    if (value && Buffer.byteLength(value) < minBytes) {
      throw new this.serverless.classes.Error(
        `${name} is too short: it needs ${minBytes} bytes or more. Leave it out of .env to have one made, or: openssl rand -base64 48`
      );
    }
  }

  async store(secret) {
    const Name = this.parameterName(secret);
    const present = await this.read(Name);
    const wanted = readSecret(secret.name);
    if (wanted ? wanted === present : present || !secret.isNeeded) return;
    const Value = wanted || randomBytes(GENERATED_BYTES).toString('base64url');
    await callAws(this.serverless, 'SSM', 'PutParameter', {
      Name,
      Value,
      Type: 'SecureString',
      Overwrite: true,
      Description: `${secret.name} of Audmg Drive`,
    });
    this.log.notice(`${wanted ? secret.name : `A new ${secret.name}`} is in the parameter store as ${Name}`);
  }

  async read(Name) {
    try {
      const found = await callAws(this.serverless, 'SSM', 'GetParameter', { Name, WithDecryption: true });
      return found.Parameter.Value;
    } catch (error) {
      if (isRefusal(error, 'ParameterNotFound')) return undefined;
      throw error;
    }
  }

  async remove(secret) {
    try {
      await callAws(this.serverless, 'SSM', 'DeleteParameter', { Name: this.parameterName(secret) });
    } catch (error) {
      if (!isRefusal(error, 'ParameterNotFound')) throw error;
    }
  }
}

module.exports = Secrets;
