// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/job_text.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/composition/composition.hpp"
#include "audmg/app/data_folder/claim_data_folder.hpp"
#include "audmg/functions/upkeep/adopt.hpp"
#include "audmg/lib/json/writer.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace audmg::app {
namespace {

using functions::AdoptReport;

std::string report_json(const AdoptReport& report) {
  json::Writer json;
  json.begin_object()
      .field("objects", report.objects_seen)
      .field("known", report.known)
      .field("adopted", report.adopted)
      .field("withoutSidecar", report.without_sidecar)
      .field("healed", report.healed)
      .field("accountsMade", report.accounts_made)
      .field("duplicates", report.duplicates)
      .field("leftAlone", report.left_alone)
      .field("broughtBack", report.brought_back)
      .end_object();
  return std::move(json).take();
}

std::string report_text(const AdoptReport& report) {
  std::string text = fmt::format(
      "{} looked at: {} had their rows, {} adopted, {} healed, {} kept beside equal "
      "ones, {} left alone.\n",
      count_text(report.objects_seen, "original"), report.known, report.adopted, report.healed,
      report.duplicates, report.left_alone);
  if (report.brought_back > 0) {
    text += fmt::format("{} brought back from the quarantine.\n",
                        count_text(report.brought_back, "object"));
  }
  if (report.without_sidecar > 0) {
    text += fmt::format("{} had no sidecar: their names are lost, they are called recovered-...\n",
                        count_text(report.without_sidecar, "file"));
  }
  if (report.accounts_made > 0) {
    text += fmt::format(
        "{} made anew without a password: see `audmg user list`, then `audmg user passwd NAME`.\n",
        count_text(report.accounts_made, "account"));
  }
  return text;
}

}  // namespace

ExitCode run(const RepairCommand& command, const config::Settings& settings) {
  if (!command.adopt) {
    return report(
        "say what to repair: `audmg repair --adopt` makes missing rows anew from the "
        "objects",
        ExitCode::usage);
  }
  auto folder = open_folder(settings, "audmg repair");
  if (!folder) return report(folder.error().message, ExitCode::failure);
  auto composition = make_composition(settings, folder->layout(), LogTarget::nowhere);
  if (!composition) return report(composition.error().message, ExitCode::failure);
  functions::Adoption adoption({.from_quarantine = command.quarantined},
                               (*composition)->services());
  Result<bool> more = true;
  while (more && *more) more = adoption.pass();
  if (!more) {
    return report(more.error().message + "; what was done stays, and the same command goes on",
                  ExitCode::failure);
  }
  fmt::print("{}",
             command.json ? report_json(adoption.report()) + "\n" : report_text(adoption.report()));
  return ExitCode::success;
}

}  // namespace audmg::app
