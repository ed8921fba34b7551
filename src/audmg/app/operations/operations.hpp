// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/accounts.hpp"
#include "audmg/app/operations/backups.hpp"
#include "audmg/app/operations/jobs.hpp"
#include "audmg/app/operations/media_rebuild.hpp"
#include "audmg/app/operations/object_sealings.hpp"
#include "audmg/app/operations/operation.hpp"
#include "audmg/app/operations/verification.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace audmg::app {

/// Everything that an operator can request. LocalOperations fills the table with the stores of this
/// process, remote_operations() with a running server that owns them; commands cannot tell the
/// difference. Error messages are written for the operator. All operations may block.
struct Operations {
  // Accounts. A user is named by username or e-mail address.
  Operation<NewAccount, std::string> user_add{.name = "user_add", .answer_member = "userId"};
  Operation<std::string, std::vector<Account>> user_list{
      .name = "user_list", .argument_member = "after", .answer_member = "accounts"};
  Operation<NewPassword, void> user_passwd{.name = "user_passwd"};
  Operation<std::string, std::string> user_reset_link{
      .name = "user_reset_link", .argument_member = "user", .answer_member = "path"};
  Operation<FactorReset, functions::TakenFactors> user_reset_factors{.name = "user_reset_factors"};
  Operation<bool, std::string> user_invite{
      .name = "user_invite", .argument_member = "admin", .answer_member = "path"};
  Operation<NewRole, void> user_role{.name = "user_role"};
  Operation<std::string, void> user_disable{.name = "user_disable", .argument_member = "user"};
  Operation<std::string, void> user_enable{.name = "user_enable", .argument_member = "user"};
  Operation<std::string, std::uint64_t> user_delete{
      .name = "user_delete", .argument_member = "user", .answer_member = "removedObjects"};

  // Jobs. A job is named by its id, a queue by its name.
  Operation<ListJobsRequest, JobPage> jobs_list{.name = "jobs_list"};
  Operation<std::string, MessageView> jobs_show{
      .name = "jobs_show", .argument_member = "messageId", .answer_member = "job"};
  Operation<std::string, std::string> jobs_retry{
      .name = "jobs_retry", .argument_member = "messageId", .answer_member = "queue"};
  Operation<std::string, std::uint64_t> jobs_redrive{
      .name = "jobs_redrive", .argument_member = "queue", .answer_member = "movedJobs"};
  Operation<std::string, void> jobs_pause{.name = "jobs_pause", .argument_member = "queue"};
  Operation<std::string, void> jobs_resume{.name = "jobs_resume", .argument_member = "queue"};

  // Long operations are cut into short calls, because a server answers one at a time:
  // long_operations.hpp has the loops.
  Operation<functions::RebuildRequest, functions::RebuildReport> media_rebuild{.name =
                                                                                   "media_rebuild"};
  Operation<backup::CreateRequest, std::uint64_t> backup_start{.name = "backup_start",
                                                               .answer_member = "run"};
  Operation<std::uint64_t, BackupStatus> backup_status{.name = "backup_status",
                                                       .argument_member = "run"};
  Operation<VerifyRequest, VerifyReport> verify{.name = "verify"};
  /// 0 begins a run, or joins the one under way; its number asks for its progress.
  Operation<std::uint64_t, SealingStatus> key_apply{.name = "key_apply", .argument_member = "run"};
};

/// Calls `visit` with each row of the table.
template <class Table, class Visit>
void for_each_operation(Table& table, const Visit& visit) {
  const auto visit_all = [&](auto&... rows) {
    static_assert((sizeof(rows) + ...) == sizeof(Table), "a row is missing below");
    (visit(rows), ...);
  };
  visit_all(table.user_add, table.user_list, table.user_passwd, table.user_reset_link,
            table.user_reset_factors, table.user_invite, table.user_role, table.user_disable,
            table.user_enable, table.user_delete, table.jobs_list, table.jobs_show,
            table.jobs_retry, table.jobs_redrive, table.jobs_pause, table.jobs_resume,
            table.media_rebuild, table.backup_start, table.backup_status, table.verify,
            table.key_apply);
}

}  // namespace audmg::app
