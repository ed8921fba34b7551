// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/protocol.hpp"

#include "audmg/app/control/backup_commands.hpp"
#include "audmg/app/control/job_commands.hpp"
#include "audmg/app/control/media_commands.hpp"
#include "audmg/app/control/message.hpp"
#include "audmg/app/control/user_commands.hpp"
#include "audmg/app/control/verify_commands.hpp"

namespace audmg::app {

std::string answer_control_request(std::string_view line, const Operations& operations) {
  const auto request =
      json::parse(line, {.max_bytes = kMaxControlRequestBytes, .max_depth = kMaxControlDepth});
  if (!request || request->as_object() == nullptr) {
    return bad_request("a request is one JSON object on one line");
  }
  const std::string* command = text_of(*request, "command");
  if (command == nullptr) return bad_request("a request needs a command");
  if (auto users = answer_user_command(*command, *request, operations.accounts)) return *users;
  if (auto jobs = answer_job_command(*command, *request, operations.jobs)) return *jobs;
  if (auto media = answer_media_command(*command, *request, operations.media)) return *media;
  if (auto backups = answer_backup_command(*command, *request, operations.backups)) return *backups;
  if (auto verify = answer_verify_command(*command, *request, operations.verification)) {
    return *verify;
  }
  return bad_request("this command is unknown");
}

Result<void> read_plain_answer(std::string_view line) {
  AUDMG_CHECK(read_answer(line));
  return {};
}

}  // namespace audmg::app
