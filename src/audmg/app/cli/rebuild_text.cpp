// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/rebuild_text.hpp"

#include "audmg/app/cli/job_text.hpp"
#include "audmg/app/cli/terminal.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

namespace audmg::app {

std::string rebuild_text(const functions::RebuildReport& report, bool dry_run) {
  std::string text = count_text(report.files, "file") + " looked at\n";
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count > 0) text += fmt::format("{:>9}  {}\n", count, what);
  };
  add(report.up_to_date, "up to date");
  add(report.processing, "being processed already");
  add(report.failed, "failed, left alone; --failed tries them again");
  add(report.sent_lacking, "lack renditions of the plan in force");
  add(report.sent_outdated, "have facts that an earlier version read");
  add(report.sent_never_processed, "were never processed");
  add(report.sent_failed, "failed before");
  add(report.sent_stuck, "were stuck: nobody was processing them any more");
  if (!report.recipes.empty()) text += "Files that lack a rendition, by recipe\n";
  for (const auto& [recipe, files] : report.recipes) add(files, printable(recipe));
  text += count_text(report.sent, "file");
  text += dry_run ? " would be sent back to be processed; nothing was changed.\n"
                  : " sent back to be processed.\n";
  return text;
}

}  // namespace audmg::app
