// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/media_commands.hpp"

#include "audmg/app/control/message.hpp"
#include "audmg/app/control/place.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace audmg::app {
namespace {

using functions::RebuildReport;
using functions::RebuildRequest;

constexpr PlaceNames kAfter{"afterOwner", "afterFile"};
constexpr PlaceNames kNext{"nextOwner", "nextFile"};

/// A count of a report and its name.
struct Count {
  std::string_view name;
  std::uint64_t RebuildReport::* count;
};
constexpr std::array<Count, 9> kCounts{
    {{"files", &RebuildReport::files},
     {"upToDate", &RebuildReport::up_to_date},
     {"processing", &RebuildReport::processing},
     {"failed", &RebuildReport::failed},
     {"sent", &RebuildReport::sent},
     {"sentLacking", &RebuildReport::sent_lacking},
     {"sentNeverProcessed", &RebuildReport::sent_never_processed},
     {"sentFailed", &RebuildReport::sent_failed},
     {"sentStuck", &RebuildReport::sent_stuck}}};

std::string answer(const Result<RebuildReport>& report) {
  if (!report) return refusal(report.error());
  json::Writer json = begin_success();
  write_rebuild_counts(json, *report);
  write_place(json, kNext, report->next_owner, report->next_id);
  return finish_line(std::move(json));
}

}  // namespace

std::optional<std::string> answer_media_command(std::string_view command,
                                                const json::Value& request, MediaRebuild& media) {
  if (command != "media_rebuild") return std::nullopt;
  RebuildRequest rebuild{.include_failed = flag_of(request, "includeFailed"),
                         .dry_run = flag_of(request, "dryRun")};
  if (!read_place(request, kAfter, rebuild.after_owner, rebuild.after_id)) {
    return bad_request("afterOwner and afterFile are ids, or both are missing");
  }
  return answer(media.rebuild_page(rebuild));
}

std::string media_rebuild_request(const RebuildRequest& request) {
  json::Writer json = begin_request("media_rebuild");
  json.field("includeFailed", request.include_failed).field("dryRun", request.dry_run);
  write_place(json, kAfter, request.after_owner, request.after_id);
  return finish_line(std::move(json));
}

Result<RebuildReport> read_rebuild_answer(std::string_view line) {
  AUDMG_TRY(const json::Value object, read_answer(line));
  RebuildReport report;
  for (const Count& it : kCounts) {
    const auto count = number_of(object, it.name);
    if (!count) return missing_in_answer(it.name);
    report.*it.count = *count;
  }
  const json::Value* recipes = object.find("recipes");
  if (recipes == nullptr || recipes->as_object() == nullptr) return missing_in_answer("recipes");
  for (const json::Member& recipe : *recipes->as_object()) {
    const auto count = recipe.value.as_unsigned();
    if (!count) return missing_in_answer("count of a recipe");
    report.recipes[recipe.name] = *count;
  }
  if (!read_place(object, kNext, report.next_owner, report.next_id)) {
    return missing_in_answer("place to go on");
  }
  return report;
}

void write_rebuild_counts(json::Writer& json, const RebuildReport& report) {
  for (const Count& it : kCounts) json.field(it.name, report.*it.count);
  json.key("recipes").begin_object();
  for (const auto& [recipe, files] : report.recipes) json.field(recipe, files);
  json.end_object();
}

}  // namespace audmg::app
