// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/operations.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace audmg::app {

/// A table for tests whose operations record their arguments and return the values that the test
/// sets.
class RecordingOperations {
 public:
  RecordingOperations() {
    table.user_add.run = [this](const NewAccount& account) {
      return answer("add " + account.username + " " + account.email + " " + account.password.text(),
                    "id of " + account.username);
    };
    table.user_list.run = [this](const std::string& after) {
      return answer("list " + after, accounts);
    };
    table.user_passwd.run = [this](const NewPassword& change) {
      return done("passwd " + change.user + " " + change.password.text());
    };
    table.user_reset_link.run = [this](const std::string& user) {
      return answer("reset-link " + user, std::string("/reset#token=x"));
    };
    table.user_reset_factors.run = [this](const FactorReset& reset) {
      return answer("reset-factors " + reset.user + (reset.keep_passkeys ? " but passkeys" : ""),
                    functions::TakenFactors{.totp = true, .passkeys = 2, .recovery_codes = 8});
    };
    table.user_invite.run = [this](const bool& admin) {
      return answer(admin ? "invite admin" : "invite", std::string("/join#token=x"));
    };
    table.user_role.run = [this](const NewRole& role) {
      return done("role " + role.user + (role.admin ? " admin" : " user"));
    };
    table.user_disable.run = [this](const std::string& user) { return done("disable " + user); };
    table.user_enable.run = [this](const std::string& user) { return done("enable " + user); };
    table.user_delete.run = [this](const std::string& user) {
      return answer("remove " + user, std::uint64_t{3});
    };
    table.jobs_list.run = [this](const ListJobsRequest& request) {
      std::string call = "list " + request.queue;
      if (request.state) call.append(" ").append(to_string(*request.state));
      return answer(call + " after " + request.after, job_page);
    };
    table.jobs_show.run = [this](const std::string& id) { return answer("show " + id, job); };
    table.jobs_retry.run = [this](const std::string& id) {
      return answer("retry " + id, std::string("media"));
    };
    table.jobs_redrive.run = [this](const std::string& queue) {
      return answer("redrive " + queue, std::uint64_t{3});
    };
    table.jobs_pause.run = [this](const std::string& queue) { return done("pause " + queue); };
    table.jobs_resume.run = [this](const std::string& queue) { return done("resume " + queue); };
    table.media_rebuild.run = [this](const functions::RebuildRequest& request) {
      rebuild_requests.push_back(request);
      return answer("rebuild", rebuild_report);
    };
    table.backup_start.run = [this](const backup::CreateRequest& request) {
      backup_requests.push_back(request);
      return answer("backup", std::uint64_t{backup_requests.size()});
    };
    table.backup_status.run = [this](const std::uint64_t& run) {
      return answer("status " + std::to_string(run), backup_status);
    };
    table.verify.run = [this](const VerifyRequest& request) {
      verify_requests.push_back(request);
      return answer("verify", verify_report);
    };
    table.key_apply.run = [this](const std::uint64_t& run) {
      return answer("apply " + std::to_string(run), sealing_status);
    };
  }
  RecordingOperations(const RecordingOperations&) = delete;
  RecordingOperations& operator=(const RecordingOperations&) = delete;
  ~RecordingOperations() = default;

  Operations table;
  /// One line per call.
  std::vector<std::string> calls;
  std::vector<functions::RebuildRequest> rebuild_requests;
  std::vector<backup::CreateRequest> backup_requests;
  std::vector<VerifyRequest> verify_requests;

  /// Returned by every operation when it is set.
  std::optional<Error> error;
  std::vector<Account> accounts;
  JobPage job_page;
  MessageView job;
  functions::RebuildReport rebuild_report;
  BackupStatus backup_status;
  VerifyReport verify_report;
  SealingStatus sealing_status;

 private:
  template <class Answer>
  Result<Answer> answer(std::string call, Answer value) {
    calls.push_back(std::move(call));
    if (error) return std::unexpected(*error);
    return value;
  }
  Result<void> done(std::string call) {
    AUDMG_CHECK(answer(std::move(call), 0));
    return {};
  }
};

}  // namespace audmg::app
