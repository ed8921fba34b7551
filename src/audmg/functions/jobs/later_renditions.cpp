// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/later_renditions.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/integrity/deletion.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/jobs/attempt.hpp"
#include "audmg/functions/jobs/given_up_renditions.hpp"
#include "audmg/functions/jobs/lacking_renditions.hpp"
#include "audmg/functions/jobs/rendition_store.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/queue/message_queue.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

using database::File;
using media::MediaRecord;
using media::Rendition;

struct Later {
  MediaRecord record;
  LackingRenditions lacking;
};

/// Returns nothing when the file has no record, or nothing is to be made. A message of one
/// rendition is for that one only: each other has a message of its own, whose attempt may be at
/// work at this moment.
std::optional<Later> find_later(const File& file, const MediaMessage& message,
                                const media::RenditionPlan& plan) {
  auto record = media::record_from_json(file.media_record);
  if (!record) return std::nullopt;
  auto lacking = lacking_renditions(*record, file, plan, file.asked_renditions);
  if (!message.rendition.empty()) {
    const auto is_another = [&](const auto& recipe) { return recipe.name != message.rendition; };
    std::erase_if(lacking.later.images, is_another);
    std::erase_if(lacking.later.audio, is_another);
  }
  if (!lacking.has_later()) return std::nullopt;
  return Later{*std::move(record), std::move(lacking)};
}

std::vector<std::string> names_in(const media::RenditionPlan& plan) {
  std::vector<std::string> names;
  for (const auto& recipe : plan.images) names.push_back(recipe.name);
  for (const auto& recipe : plan.audio) names.push_back(recipe.name);
  return names;
}

class LaterAttempt {
 public:
  LaterAttempt(const MediaMessage& message, const Job& job, database::ProcessingAttempt begun,
               Later later, const RenderingServices& services)
      : message_(message),
        job_(job),
        begun_(std::move(begun)),
        later_(std::move(later)),
        services_(services),
        log_(job, begun_.file, services) {}

  Result<void> run() {
    const double seconds = later_.record.audio ? later_.record.audio->duration_seconds : 0;
    auto rendered = render_original(file(), {.plan = later_.lacking.later, .seconds = seconds},
                                    job_, services_);
    if (!rendered) return give_up_or_retry(rendered.error());
    if (rendered->failure) return give_up_or_retry(*rendered->failure);
    if (auto stored = of_the_store(store_renditions(file(), *rendered, services_)); !stored) {
      return give_up_or_retry(stored.error());
    }
    made_ = std::move(rendered->record.renditions);
    return add();
  }

 private:
  [[nodiscard]] const File& file() const noexcept { return begun_.file; }

  /// The facts of the stored record stay: only the renditions of the new one are taken.
  Result<void> add() {
    std::vector<std::string> missing = names_in(later_.lacking.later);
    for (const Rendition& rendition : made_) std::erase(missing, rendition.name);
    database::Outbox outbox = rendition_failures(file(), missing, kCannotBeMade, services_);
    for (const Rendition& rendition : made_) {
      database::Outbox one =
          announce(kRenditionReady, file(), rendition_detail(file(), rendition.name), services_);
      std::ranges::move(one.events, std::back_inserter(outbox.events));
      std::ranges::move(one.messages, std::back_inserter(outbox.messages));
    }
    MediaRecord record = later_.record;
    std::vector<Rendition> present = std::exchange(record.renditions, made_);
    add_present(std::move(present), services_.media.plan, record);
    return finish(media::record_to_json(record), std::move(missing), std::move(outbox));
  }

  /// Further renditions of a file can fail for good without the file being at fault.
  Result<void> give_up_or_retry(const Error& error) {
    std::string reason = final_reason(error, file(), services_.media.limits);
    if (error.code == ErrorCode::not_found || error.code == ErrorCode::corrupt) {
      AUDMG_CHECK(report_damage(file(), reason, services_));
    }
    if (reason.empty() && job_.stop.stop_requested()) return std::unexpected(error);
    log_.note_failure(reason.empty() ? error.message : reason);
    if (reason.empty() && is_shortage(error)) {
      const MessageOrder order =
          message_.lacking_only ? rebuild_order(file()) : media_order(file());
      return wait_for_means({message_, order, true}, error, job_, services_);
    }
    const bool crashed = error.code == ErrorCode::internal && error.retryable;
    const auto most = crashed ? kMaxCrashes : std::uint32_t{queue::kMaxReceiveCount};
    if (reason.empty() && job_.receive_count < most) return std::unexpected(error);
    log_.log("renditions_given_up", reason.empty() ? error.message : reason);
    std::vector<std::string> names = names_in(later_.lacking.later);
    database::Outbox outbox =
        rendition_failures(file(), names, reason.empty() ? kCannotBeMade : reason, services_);
    return finish(file().media_record, std::move(names), std::move(outbox));
  }

  Result<void> finish(std::string record, std::vector<std::string> given_up,
                      database::Outbox outbox) {
    const bool has_more = record != file().media_record;
    const auto added = services_.processing.add_renditions({.owner = file().owner,
                                                            .id = file().id,
                                                            .fencing_token = begun_.fencing_token,
                                                            .media_record = record,
                                                            .given_up = std::move(given_up),
                                                            .outbox = std::move(outbox)});
    if (added) {
      services_.event_hub.wake(file().owner);
      delete_renditions(file(), record, services_);
      if (has_more) log_.log("renditions_added", "");
      return {};
    }
    if (added.error().code == ErrorCode::not_found) {
      // Deleted meanwhile: what was stored just now belongs to nobody.
      File gone = file();
      gone.media_record = record;
      delete_renditions(gone, "", services_);
      return {};
    }
    if (added.error().code != ErrorCode::conflict) return std::unexpected(added.error());
    return made_.empty() ? Result<void>() : add_after_another();
  }

  /// A newer attempt has begun, perhaps for another rendition: takes its place, which it takes back
  /// in the same way, and adds the renditions to what was stored meanwhile. If that attempt is to
  /// make the file ready, it makes these, too.
  Result<void> add_after_another() {
    AUDMG_TRY(auto begun, begin_after_another(file(), overtaken_, services_));
    if (!begun) return {};
    begun_ = *std::move(begun);
    auto record = media::record_from_json(file().media_record);
    if (!record) return {};
    later_.record = *std::move(record);
    return add();
  }

  const MediaMessage& message_;
  const Job& job_;
  database::ProcessingAttempt begun_;
  Later later_;
  const RenderingServices services_;
  const AttemptLog log_;
  std::vector<Rendition> made_;
  int overtaken_ = 0;
};

}  // namespace

Result<void> make_later_renditions(const File& found, const MediaMessage& message, const Job& job,
                                   const RenderingServices& services) {
  const media::RenditionPlan& plan = services.media.plan;
  if (!media::record_from_json(found.media_record)) {
    // Nothing can be made of a file that could not be read just now.
    return give_up_renditions(found, found.asked_renditions, kCannotBeMade, services);
  }
  if (!find_later(found, message, plan)) return {};
  AUDMG_TRY(auto begun, services.processing.begin_processing(
                            {.owner = message.owner,
                             .id = message.file,
                             .now = services.clock.now(),
                             .outbox = {.messages = {}, .events = {attempt_started(job, services)}},
                             .only_if_ready = true}));
  if (!begun) return {};
  // The row counts as it is now: more may have been asked for since.
  auto later = find_later(begun->file, message, plan);
  if (!later) return {};
  return LaterAttempt(message, job, *std::move(begun), *std::move(later), services).run();
}

}  // namespace audmg::functions
