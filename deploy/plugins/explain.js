'use strict';
module.exports = class { constructor() { this.hooks = {}; } };
