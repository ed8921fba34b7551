// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/backups.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The part of the control protocol that is about backups: backup_start, backup_status.
namespace audmg::app {

/// The answer line; nothing when the command is another.
[[nodiscard]] std::optional<std::string> answer_backup_command(std::string_view command,
                                                               const json::Value& request,
                                                               Backups& backups);

// The other side, as in user_commands.hpp.
[[nodiscard]] std::string backup_start_request(const backup::CreateRequest& request);
[[nodiscard]] std::string backup_status_request(std::uint64_t run);
[[nodiscard]] Result<std::uint64_t> read_backup_start_answer(std::string_view line);
[[nodiscard]] Result<BackupStatus> read_backup_status_answer(std::string_view line);

/// The members of a report, as they cross the socket and as `audmg backup create --json` prints
/// them, into an object that was begun.
void write_backup_report(json::Writer& json, const backup::CreateReport& report);

}  // namespace audmg::app
