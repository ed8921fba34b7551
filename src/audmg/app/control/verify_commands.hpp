// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/verification.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <optional>
#include <string>
#include <string_view>

// The part of the control protocol that is about damage: verify, one pass of it.
namespace audmg::app {

/// The answer line; nothing when the command is another.
[[nodiscard]] std::optional<std::string> answer_verify_command(std::string_view command,
                                                               const json::Value& request,
                                                               Verification& verification);

// The other side, as in user_commands.hpp.
[[nodiscard]] std::string verify_request(const VerifyRequest& request);
[[nodiscard]] Result<VerifyReport> read_verify_answer(std::string_view line);

/// The members of a report, as they cross the socket and as `audmg verify --json` prints them, into
/// an object that was begun.
void write_scrub_report(json::Writer& json, const functions::ScrubReport& report);

}  // namespace audmg::app
