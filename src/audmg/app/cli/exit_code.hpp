// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

namespace audmg::app {

/// The exit codes for scripts (`$?`). Also documented in --help.
enum class ExitCode : int {
  success = 0,
  /// The command was correct and could not be carried out.
  failure = 1,
  /// Wrong command line or setting; nothing was done.
  usage = 2,
  /// `audmg conform`: the drive could not be tried, or not in full.
  not_tried = 2,
};

}  // namespace audmg::app
