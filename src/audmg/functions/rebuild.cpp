// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/rebuild.hpp"

#include "audmg/functions/file_events.hpp"
#include "audmg/media/record_json.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace audmg::functions {
namespace {

using database::File;
using database::FileStatus;
using media::AudioUse;
using media::ImageUse;
using media::MediaRecord;

/// Of other types the renderer always makes the universal form.
bool may_play_everywhere(std::string_view content_type) {
  return content_type == "audio/mpeg" || content_type == "audio/mp4";
}

class Comparison {
 public:
  Comparison(const MediaRecord& record, std::string_view content_type)
      : record_(record), content_type_(content_type) {}

  [[nodiscard]] bool applies(const media::ImageRecipe& recipe) const {
    // An audio file has pictures when it has a cover, and then a placeholder too.
    if (record_.audio) return recipe.use == ImageUse::thumbnail && !record_.placeholder.empty();
    return recipe.use == ImageUse::thumbnail || !media::is_shown_everywhere(content_type_);
  }
  [[nodiscard]] bool applies(const media::AudioRecipe& recipe) const {
    if (!record_.audio) return false;
    return recipe.use == AudioUse::always || !may_play_everywhere(content_type_) ||
           has_name(recipe.name);
  }
  /// A recipe's name may change, and a name may get another recipe: both must fit.
  void require(std::string_view name, std::string id) {
    const bool made = std::ranges::any_of(record_.renditions, [&](const media::Rendition& it) {
      return it.name == name && it.recipe == id;
    });
    if (!made) lacking_.push_back(std::move(id));
  }
  [[nodiscard]] std::vector<std::string> take() && { return std::move(lacking_); }

 private:
  [[nodiscard]] bool has_name(std::string_view name) const {
    return std::ranges::find(record_.renditions, name, &media::Rendition::name) !=
           record_.renditions.end();
  }

  const MediaRecord& record_;
  std::string_view content_type_;
  std::vector<std::string> lacking_;
};

void count(const RebuildDecision& decision, RebuildReport& report) {
  ++report.sent;
  if (decision.verdict == RebuildVerdict::lacks_renditions) ++report.sent_lacking;
  if (decision.verdict == RebuildVerdict::never_processed) ++report.sent_never_processed;
  if (decision.verdict == RebuildVerdict::failed) ++report.sent_failed;
  for (const std::string& recipe : decision.lacking) ++report.recipes[recipe];
}

/// Whether the file stands to be processed now; false when it is gone or somebody was faster.
Result<bool> send_back(const File& file, database::FileRepository& files, const Clock& clock) {
  const database::Outbox outbox{.messages = {processing_message(file.owner, file.id, clock.now())},
                                .events = {}};
  const auto restarted = files.restart_processing(file.owner, file.id, outbox);
  if (restarted) return true;
  const ErrorCode code = restarted.error().code;
  if (code == ErrorCode::conflict || code == ErrorCode::not_found) return false;
  return std::unexpected(restarted.error());
}

Result<void> rebuild_file(const File& file, const RebuildRequest& request,
                          const media::RenditionPlan& plan, database::FileRepository& files,
                          const Clock& clock, RebuildReport& report) {
  const RebuildDecision decision = decide_rebuild(file, plan);
  ++report.files;
  switch (decision.verdict) {
    case RebuildVerdict::up_to_date:
      ++report.up_to_date;
      return {};
    case RebuildVerdict::processing:
      ++report.processing;
      return {};
    case RebuildVerdict::failed:
      if (request.include_failed) break;
      ++report.failed;
      return {};
    case RebuildVerdict::lacks_renditions:
    case RebuildVerdict::never_processed:
      break;
  }
  if (!request.dry_run) {
    AUDMG_TRY(const bool sent, send_back(file, files, clock));
    if (!sent) {
      ++report.processing;
      return {};
    }
  }
  count(decision, report);
  return {};
}

}  // namespace

std::vector<std::string> lacking_recipes(const MediaRecord& record, std::string_view content_type,
                                         const media::RenditionPlan& plan) {
  Comparison comparison(record, content_type);
  for (const media::ImageRecipe& recipe : plan.images) {
    if (comparison.applies(recipe)) comparison.require(recipe.name, recipe_id(recipe));
  }
  for (const media::AudioRecipe& recipe : plan.audio) {
    if (comparison.applies(recipe)) comparison.require(recipe.name, recipe_id(recipe));
  }
  if (record.audio) {
    const media::WaveformRecipe& waveform = plan.waveform;
    if (waveform.binary) comparison.require("waveform", recipe_id(waveform, false));
    if (waveform.json) comparison.require("waveform_json", recipe_id(waveform, true));
  }
  return std::move(comparison).take();
}

RebuildDecision decide_rebuild(const File& file, const media::RenditionPlan& plan) {
  switch (file.status) {
    case FileStatus::processing:
      return {RebuildVerdict::processing};
    case FileStatus::failed:
      return {RebuildVerdict::failed};
    case FileStatus::ready:
      break;
  }
  const auto record = media::record_from_json(file.media_record);
  if (!record) return {RebuildVerdict::never_processed};
  std::vector<std::string> lacking = lacking_recipes(*record, file.content_type, plan);
  if (lacking.empty()) return {RebuildVerdict::up_to_date};
  return {RebuildVerdict::lacks_renditions, std::move(lacking)};
}

void add_counts(RebuildReport& sum, const RebuildReport& later) {
  sum.files += later.files;
  sum.up_to_date += later.up_to_date;
  sum.processing += later.processing;
  sum.failed += later.failed;
  sum.sent += later.sent;
  sum.sent_lacking += later.sent_lacking;
  sum.sent_never_processed += later.sent_never_processed;
  sum.sent_failed += later.sent_failed;
  for (const auto& [recipe, count] : later.recipes) sum.recipes[recipe] += count;
}

Result<RebuildReport> rebuild_page(const RebuildRequest& request, const media::RenditionPlan& plan,
                                   database::FileRepository& files, const Clock& clock) {
  AUDMG_TRY(const auto page, files.list_all_files({.after_owner = request.after_owner,
                                                   .after_id = request.after_id,
                                                   .limit = kMaxFilesPerRebuild}));
  RebuildReport report;
  for (const File& file : page) {
    AUDMG_CHECK(rebuild_file(file, request, plan, files, clock, report));
  }
  if (page.size() == kMaxFilesPerRebuild) {
    report.next_owner = page.back().owner;
    report.next_id = page.back().id;
  }
  return report;
}

}  // namespace audmg::functions
