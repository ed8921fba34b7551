// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/commands/with_operations.hpp"
#include "audmg/app/control/media_commands.hpp"
#include "audmg/app/job_text.hpp"
#include "audmg/app/rebuild_text.hpp"
#include "audmg/app/terminal.hpp"
#include "audmg/http/json_writer.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <chrono>
#include <string>
#include <utility>

namespace audmg::app {
namespace {

using functions::RebuildReport;

/// Says now and then how far it is: on a terminal in one line, else in a line each time.
class Progress {
 public:
  Progress() : is_terminal_(::isatty(STDERR_FILENO) != 0) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() {
    if (is_terminal_ && said_) say("\n");
  }

  void say_now_and_then(const RebuildReport& sum) {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + (is_terminal_ ? std::chrono::seconds(1) : std::chrono::seconds(10));
    say(fmt::format("{}{} looked at, {} of them to be processed{}", is_terminal_ ? "\r" : "",
                    count_text(sum.files, "file"), sum.sent, is_terminal_ ? "" : "\n"));
    said_ = true;
  }

 private:
  const bool is_terminal_;
  bool said_ = false;
  std::chrono::steady_clock::time_point next_ =
      std::chrono::steady_clock::now() + std::chrono::seconds(1);
};

Result<RebuildReport> rebuild(MediaRebuild& media, const MediaRebuildCommand& command) {
  Progress progress;
  auto report = rebuild_all(media, {.include_failed = command.failed, .dry_run = command.dry_run},
                            [&](const RebuildReport& sum) { progress.say_now_and_then(sum); });
  if (!report && !command.dry_run) {
    report.error().message += "; what was sent back stays so, and the same command goes on";
  }
  return report;
}

}  // namespace

ExitCode run(const MediaRebuildCommand& command, const config::Settings& settings) {
  return with_operations(settings, "audmg media rebuild", MissingFolder::refuse,
                         [&](const Operations& operations) -> Result<void> {
                           AUDMG_TRY(const RebuildReport report,
                                     rebuild(operations.media, command));
                           if (command.json) {
                             http::JsonWriter json;
                             json.begin_object().field("dryRun", command.dry_run);
                             write_rebuild_counts(json, report);
                             fmt::print("{}\n", std::move(json.end_object()).take());
                           } else {
                             fmt::print("{}", rebuild_text(report, command.dry_run));
                           }
                           return {};
                         });
}

}  // namespace audmg::app
