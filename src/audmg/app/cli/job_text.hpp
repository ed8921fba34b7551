// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/jobs.hpp"

#include <chrono>
#include <string>

// The text that `audmg jobs` prints for people, all of it safe to print.
namespace audmg::app {

/// Returns the heading of a list.
[[nodiscard]] std::string job_line_head();
/// Returns one line of a list; cuts a long last error.
[[nodiscard]] std::string job_line(const MessageView& job);
/// Returns the full description of one job, its body last.
[[nodiscard]] std::string job_text(const MessageView& job);

/// Returns "3 messages", "1 message".
[[nodiscard]] std::string count_text(std::uint64_t count, std::string_view noun);
/// Returns the age in the largest unit that is full: 59s, 12m, 5h, 3d.
[[nodiscard]] std::string age_text(std::chrono::seconds age);

}  // namespace audmg::app
