// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/commands/progress_line.hpp"

#include "audmg/app/cli/terminal.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <utility>

namespace audmg::app {

ProgressLine::ProgressLine()
    : is_terminal_(::isatty(STDERR_FILENO) != 0),
      next_(std::chrono::steady_clock::now() + std::chrono::seconds(1)) {}

void ProgressLine::say_now_and_then(const std::function<std::string()>& text) {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + (is_terminal_ ? std::chrono::seconds(1) : std::chrono::seconds(10));
  say(fmt::format("{}{}{}", is_terminal_ ? "\r" : "", text(), is_terminal_ ? "" : "\n"));
  said_ = true;
}

void ProgressLine::end() {
  if (is_terminal_ && std::exchange(said_, false)) say("\n");
}

}  // namespace audmg::app
