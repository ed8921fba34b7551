// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace audmg::app {

/// Says on standard error how far a command is: on a terminal in one line that changes every
/// second, else in a line of its own every ten.
class ProgressLine {
 public:
  ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { end(); }

  /// Asks for the text only when it is time.
  void say_now_and_then(const std::function<std::string()>& text);
  /// Ends the line, so that something else can be said.
  void end();

 private:
  const bool is_terminal_;
  bool said_ = false;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace audmg::app
