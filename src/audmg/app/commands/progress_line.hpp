// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace audmg::app {

/// Reports a command's progress on standard error: on a terminal in one line that changes every
/// second, otherwise in a new line every ten.
class ProgressLine {
 public:
  ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { end(); }

  /// Calls `text` only when it is time to print.
  void say_now_and_then(const std::function<std::string()>& text);
  /// Ends the line, so that other output can follow.
  void end();

 private:
  const bool is_terminal_;
  bool said_ = false;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace audmg::app
