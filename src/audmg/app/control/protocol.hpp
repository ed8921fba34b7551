// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/operations.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::app {

/// Longest request: a password of 1 KiB, escaped, and the rest.
inline constexpr std::size_t kMaxControlRequestBytes = std::size_t{16} * 1024;
/// Longest answer: a job's body of 256 KiB, each byte escaped as six.
inline constexpr std::size_t kMaxControlAnswerBytes = std::size_t{2} * 1024 * 1024;

// The protocol of the control socket: one JSON object a line in each direction, UTF-8, ended by
// "\n". A request has "command" and that command's fields (user_commands.hpp, job_commands.hpp,
// media_commands.hpp, backup_commands.hpp, verify_commands.hpp); an answer has "ok", and "code" and
// "message" when it is false. Both sides come from the same build, so there is no version.

/// Carries out one request line (without "\n") and gives the answer line (with "\n"). Whatever the
/// bytes are, an answer comes back.
[[nodiscard]] std::string answer_control_request(std::string_view line,
                                                 const Operations& operations);

/// What an answer without further fields says. Errors: what the server answered; internal for an
/// answer that is none.
[[nodiscard]] Result<void> read_plain_answer(std::string_view line);

}  // namespace audmg::app
