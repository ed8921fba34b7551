// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// An alarm that nobody hears is none: says so, unless DEPLOY_ALARM_EMAIL=none says that it is wanted.

const WARNING = [
  'NOBODY HEARS THE ALARMS of this drive: DEPLOY_ALARM_EMAIL is not set.',
  'Files that fail, full queues, damaged files and costs will go unnoticed.',
  'Put DEPLOY_ALARM_EMAIL=you@example.org into .env and deploy again (AWS mails you a link to confirm it),',
  'or DEPLOY_ALARM_EMAIL=none if something else listens to the topic of the output AlarmTopicArn.',
];

class AlarmAddress {
  constructor(serverless, options, { log }) {
    const warn = () => {
      if (!process.env.DEPLOY_ALARM_EMAIL) for (const line of WARNING) log.warning(line);
    };
    this.hooks = { 'after:explain:explain': warn, 'after:deploy:finalize': warn };
  }
}

module.exports = AlarmAddress;
