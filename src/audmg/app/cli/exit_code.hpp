// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

namespace audmg::app {

/// What scripts can tell from `$?`. Also documented in --help.
enum class ExitCode : int {
  success = 0,
  /// It was asked for correctly and could not be done.
  failure = 1,
  /// Wrong command line or setting; nothing was done.
  usage = 2,
};

}  // namespace audmg::app
