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

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace audmg::app {
namespace {

using functions::RebuildReport;

/// Time after which a queue that nobody takes messages from will not get shorter by itself.
constexpr std::chrono::seconds kPatience{10};

/// Notices when nobody works on the queue that a rebuild waits for.
class QueueWatch {
 public:
  [[nodiscard]] bool is_abandoned(const std::optional<functions::RebuildBacklog>& backlog) {
    const auto now = std::chrono::steady_clock::now();
    if (!backlog || backlog->in_work > 0 || backlog->waiting != waiting_) {
      waiting_ = backlog ? backlog->waiting : 0;
      since_ = now;
    }
    return now - since_ >= kPatience;
  }

 private:
  std::uint64_t waiting_ = 0;
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

Result<RebuildReport> rebuild(const Operations& operations, const MediaRebuildCommand& command) {
  ProgressLine line;
  QueueWatch watch;
  bool abandoned = false;
  auto report =
      rebuild_all(operations, {.include_failed = command.failed, .dry_run = command.dry_run},
                  [&](const RebuildReport& sum) {
                    line.say_now_and_then([&] {
                      std::string text = fmt::format("{} looked at, {} of them to be processed",
                                                     count_text(sum.files, "file"), sum.sent);
                      if (sum.held_up) text += fmt::format(", {} waiting", sum.held_up->waiting);
                      return text;
                    });
                    abandoned = watch.is_abandoned(sum.held_up);
                    return !abandoned;
                  });
  if (abandoned) {
    report.error().message =
        "many files wait already and nobody processes them: start the server, or let the queue go "
        "on with audmg jobs resume --queue media";
  }
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
