// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// Refuses settings that AWS would refuse later in fewer words, or that would quietly mean something else.

const { complaints } = require('./settings.js');

class CheckSettings {
  constructor(serverless) {
    this.hooks = {
      'before:package:initialize': () => {
        const found = complaints();
        if (found.length > 0) throw new serverless.classes.Error(found.join('\n'));
      },
    };
  }
}

module.exports = CheckSettings;
