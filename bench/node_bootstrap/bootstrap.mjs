// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// A Lambda function in Node.js as one would write it: clients made at the start, then the loop of the Runtime API. Plain
// sockets of node:http with a kept connection, so that nothing but the libraries is measured.
import http from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import jwt from 'jsonwebtoken';

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const s3 = new S3Client({ region: process.env.AWS_REGION });
const table = new DynamoDBClient({ region: process.env.AWS_REGION });

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body ? { 'Content-Length': Buffer.byteLength(body) } : {};
    const request = http.request({ host, port, method, path: `/2018-06-01/runtime/${path}`, agent, headers }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(pieces).toString() }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

function handle(event) {
  const token = (event.headers?.Authorization ?? '').replace('Bearer ', '');
  const claims = token ? jwt.verify(token, process.env.JWT_SECRET) : {};
  const ready = Boolean(s3 && table);
  return { statusCode: 200, body: JSON.stringify({ status: 'ok', ready, user: claims.sub ?? null }) };
}

for (;;) {
  const next = await call('GET', 'invocation/next');
  const answer = JSON.stringify(handle(JSON.parse(next.body)));
  await call('POST', `invocation/${next.headers['lambda-runtime-aws-request-id']}/response`, answer);
}
