// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/jobs.hpp"

#include <chrono>
#include <string>

// What `audmg jobs` prints for people; all of it safe to print.
namespace audmg::app {

/// The line above the lines of a list.
[[nodiscard]] std::string job_line_head();
/// One line; a long last error is cut.
[[nodiscard]] std::string job_line(const Job& job);
/// All there is to say of one job, its body last.
[[nodiscard]] std::string job_text(const Job& job);

/// "3 messages", "1 message".
[[nodiscard]] std::string count_text(std::uint64_t count, std::string_view noun);
/// In the largest unit that is full: 59s, 12m, 5h, 3d.
[[nodiscard]] std::string age_text(std::chrono::seconds age);

}  // namespace audmg::app
