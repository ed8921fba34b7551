// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/job_text.hpp"
#include "audmg/app/cli/verify_text.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/commands/progress_line.hpp"
#include "audmg/app/commands/with_operations.hpp"
#include "audmg/app/control/operation_json.hpp"
#include "audmg/app/operations/long_operations.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <utility>

namespace audmg::app {
namespace {

using functions::ScrubReading;
using functions::ScrubReport;

VerifyRequest request_of(const VerifyCommand& command) {
  VerifyRequest request{.walk = make_uuid7(SystemClock().now())};
  if (command.deep) request.reading = ScrubReading::all;
  if (command.subset_percent) {
    request.reading = ScrubReading::sample;
    request.sample_percent = *command.subset_percent;
  }
  return request;
}

Result<ScrubReport> verify(const Operations& operations, const VerifyCommand& command) {
  constexpr std::uint64_t kMegabyte = 1'000'000;
  ProgressLine line;
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  auto report = verify_all(operations, request_of(command), [&](const ScrubReport& found) {
    files += found.files_seen;
    bytes += found.bytes_read;
    if (!command.json && !found.damaged.empty()) {
      line.end();
      for (const auto& file : found.damaged) fmt::print("{}", damage_line(file));
      std::fflush(stdout);
    }
    line.say_now_and_then([&] {
      return fmt::format("{} looked at, {} MB read", count_text(files, "file"), bytes / kMegabyte);
    });
  });
  if (!report) report.error().message += "; what was found until then is noted";
  return report;
}

}  // namespace

ExitCode run(const VerifyCommand& command, const config::Settings& settings) {
  bool is_damaged = false;
  const ExitCode code =
      with_operations(settings, "audmg verify", MissingFolder::refuse,
                      [&](const Operations& operations) -> Result<void> {
                        AUDMG_TRY(const ScrubReport report, verify(operations, command));
                        is_damaged = !report.damaged.empty();
                        if (command.json) {
                          fmt::print("{}\n", to_json(report));
                        } else {
                          fmt::print("{}", verify_text(report));
                        }
                        return {};
                      });
  return code == ExitCode::success && is_damaged ? ExitCode::failure : code;
}

}  // namespace audmg::app
