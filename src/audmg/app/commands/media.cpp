// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/job_text.hpp"
#include "audmg/app/cli/rebuild_text.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/commands/progress_line.hpp"
#include "audmg/app/commands/with_operations.hpp"
#include "audmg/app/control/operation_json.hpp"
#include "audmg/app/operations/long_operations.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace audmg::app {
namespace {

using functions::RebuildReport;

Result<RebuildReport> rebuild(const Operations& operations, const MediaRebuildCommand& command) {
  ProgressLine line;
  auto report =
      rebuild_all(operations, {.include_failed = command.failed, .dry_run = command.dry_run},
                  [&](const RebuildReport& sum) {
                    line.say_now_and_then([&] {
                      return fmt::format("{} looked at, {} of them to be processed",
                                         count_text(sum.files, "file"), sum.sent);
                    });
                  });
  if (!report && !command.dry_run) {
    report.error().message += "; what was sent back stays so, and the same command goes on";
  }
  return report;
}

}  // namespace

ExitCode run(const MediaRebuildCommand& command, const config::Settings& settings) {
  return with_operations(settings, "audmg media rebuild", MissingFolder::refuse,
                         [&](const Operations& operations) -> Result<void> {
                           AUDMG_TRY(const RebuildReport report, rebuild(operations, command));
                           if (command.json) {
                             json::Writer json;
                             json.begin_object().field("dryRun", command.dry_run);
                             MemberWriter members(json);
                             JsonMembers<RebuildReport>::visit(members, report);
                             fmt::print("{}\n", std::move(json.end_object()).take());
                           } else {
                             fmt::print("{}", rebuild_text(report, command.dry_run));
                           }
                           return {};
                         });
}

}  // namespace audmg::app
