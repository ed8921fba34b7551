// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/files/rendition_names.hpp"
#include "audmg/functions/integrity/deletion.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/integrity/rendition_check.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/jobs/attempt.hpp"
#include "audmg/functions/jobs/created_object.hpp"
#include "audmg/functions/jobs/lacking_renditions.hpp"
#include "audmg/functions/jobs/late_digests.hpp"
#include "audmg/functions/jobs/later_renditions.hpp"
#include "audmg/functions/jobs/media_work.hpp"
#include "audmg/functions/jobs/place_names.hpp"
#include "audmg/functions/jobs/rendition_store.hpp"
#include "audmg/functions/jobs/renewed_facts.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/renderer.hpp"
#include "audmg/media/rendition_plan.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/queue/message_queue.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace audmg::functions {
namespace {

using database::FileStatus;

/// One try to process one file.
class Attempt {
 public:
  Attempt(const MediaMessage& message, const Job& job, database::ProcessingAttempt begun,
          const RenderingServices& services)
      : message_(message),
        job_(job),
        begun_(std::move(begun)),
        services_(services),
        log_(job, begun_.file, services) {}

  Result<void> run() {
    if (has_other_bytes(file()) && !is_refresh()) {
      return finish({.status = FileStatus::failed, .reason = std::string(kOtherBytesAnnounced)});
    }
    auto wanted = of_the_store(what_to_make());
    if (!wanted) return give_up_or_retry(wanted.error());
    if (wanted->lacking.is_none()) {
      return finish({.status = FileStatus::ready, .media_record = wanted->record});
    }
    auto rendered = render_original(file(),
                                    {.plan = wanted->lacking.plan,
                                     .seconds = wanted->seconds,
                                     .facts_only = wanted->measured.has_value()},
                                    job_, services_);
    if (!rendered) return give_up_or_retry(rendered.error());
    rendered->record.sidecar = sidecar_of(file());
    name_places(rendered->record, file(), services_.media.gazetteer);
    if (rendered->failure) {
      facts_ = std::move(rendered->record);
      return give_up_or_retry(*rendered->failure);
    }
    if (wanted->measured) keep_measurements(*wanted->measured, rendered->record);
    if (auto stored = of_the_store(store_renditions(file(), *rendered, services_)); !stored) {
      return give_up_or_retry(stored.error());
    }
    if (is_refresh()) made_ = rendered->record;
    add_present(std::move(wanted->lacking.present), services_.media.plan, rendered->record);
    return finish(
        {.status = FileStatus::ready, .media_record = media::record_to_json(rendered->record)});
  }

 private:
  struct Ending {
    FileStatus status = FileStatus::ready;
    std::string media_record{};
    std::string reason{};
  };

  [[nodiscard]] const database::File& file() const noexcept { return begun_.file; }

  /// Returns whether people can use the file already: it is brought up to date, and stays as it is
  /// if that fails.
  [[nodiscard]] bool is_refresh() const noexcept { return file().status == FileStatus::ready; }

  struct Wanted {
    LackingRenditions lacking;
    /// The file's record when nothing is lacking.
    std::string record{};
    /// Length of audio by the file's record; 0 when it is not known.
    double seconds = 0;
    /// The file's earlier record, if its measurements are good and only facts are read again.
    std::optional<media::MediaRecord> measured{};
  };

  /// The record is not trusted about renditions that are lost. What the file has beyond the plan
  /// stays.
  [[nodiscard]] Result<Wanted> what_to_make() const {
    const media::RenditionPlan plan = without_demand(services_.media.plan);
    auto record = media::record_from_json(file().media_record);
    if (!record) return Wanted{.lacking = {.plan = plan, .later = {}, .present = {}}};
    const bool had_motion = has_rendition(*record, media::kMotionName);
    AUDMG_TRY(const std::size_t lost, drop_lost_renditions(*record, services_.objects));
    Wanted wanted{.lacking = lacking_renditions(*record, file(), plan),
                  .record = lost == 0 ? file().media_record : media::record_to_json(*record),
                  .seconds = record->audio ? record->audio->duration_seconds : 0};
    wanted.lacking.has_lost_motion = had_motion && wanted.lacking.plan.motion.video;
    if (!message_.lacking_only && !is_refresh()) {
      wanted.lacking.plan = plan;
    } else if (needs_only_facts(*record, wanted.lacking)) {
      if (wanted.lacking.facts) want_thumbnails_of_new_cover(*record, plan, wanted.lacking);
      wanted.measured = *std::move(record);
    }
    return wanted;
  }

  /// A file that cannot be decoded has failed for good; everything else may pass.
  Result<void> give_up_or_retry(const Error& error) {
    if (const std::string reason = final_reason(error, file(), services_.media.limits);
        !reason.empty()) {
      if (error.code == ErrorCode::not_found || error.code == ErrorCode::corrupt) {
        AUDMG_CHECK(report_damage(file(), reason, services_));
      }
      return finish({.status = FileStatus::failed, .reason = reason});
    }
    if (job_.stop.stop_requested()) return std::unexpected(error);
    log_.note_failure(error.message);
    if (is_shortage(error)) {
      const MessageOrder order = is_refresh() ? rebuild_order(file()) : media_order(file());
      return wait_for_means({message_, order, is_refresh()}, error, job_, services_);
    }
    const bool crashed = error.code == ErrorCode::internal && error.retryable;
    if (crashed && job_.receive_count >= kMaxCrashes) {
      return finish({.status = FileStatus::failed, .reason = "The decoder crashes on this file."});
    }
    if (job_.receive_count >= queue::kMaxReceiveCount) {
      AUDMG_CHECK(finish(
          {.status = FileStatus::failed, .reason = "It could not be processed. Try again later."}));
    }
    return std::unexpected(error);
  }

  /// Returns the facts that were found before the file failed. Renditions that an earlier attempt
  /// made are still stored, so the record keeps naming them.
  [[nodiscard]] std::string record_of_failed_file() const {
    if (!facts_) return file().media_record;
    media::MediaRecord record = *facts_;
    if (auto earlier = media::record_from_json(file().media_record)) {
      record.renditions = std::move(earlier->renditions);
      record.placeholder = std::move(earlier->placeholder);
      record.dominant_color = std::move(earlier->dominant_color);
    }
    return media::record_to_json(record);
  }

  Result<void> finish(Ending ending) {
    if (is_refresh() && ending.status == FileStatus::failed) return leave_as_it_was(ending.reason);
    const bool ready = ending.status == FileStatus::ready;
    const auto finished = services_.processing.finish_processing(
        {.owner = file().owner,
         .id = file().id,
         .fencing_token = begun_.fencing_token,
         .status = ending.status,
         .media_record = ready ? ending.media_record : record_of_failed_file(),
         .failure_reason = ending.reason,
         .outbox = outbox_of(ending)});
    if (finished) {
      services_.event_hub.wake(file().owner);
      if (ready) delete_renditions(file(), ending.media_record, services_);
      // An alarm on AWS counts these lines: they must be there with AUDMG_LOG_LEVEL=warning, too.
      if (ready) {
        log_.log("file_ready", ending.reason);
      } else {
        log_.log("file_failed", ending.reason, telemetry::Level::warning);
      }
      return {};
    }
    if (finished.error().code == ErrorCode::not_found) {
      delete_what_was_made(ending.media_record);
      return {};
    }
    if (finished.error().code != ErrorCode::conflict) return std::unexpected(finished.error());
    // A newer attempt has begun. Whether a file becomes ready is its business, and equal renditions
    // have equal keys. If the file is ready, that attempt may make something else.
    return made_ ? finish_after_another(*made_) : Result<void>();
  }

  /// The file was deleted: what was stored just now belongs to nobody.
  void delete_what_was_made(std::string record) const {
    database::File gone = file();
    gone.media_record = std::move(record);
    delete_renditions(gone, "", services_);
  }

  /// Takes the place of the newer attempt, which does the same when it comes to its end, and adds
  /// the result to what was stored meanwhile. Leaves everything to the newer one if that is to make
  /// the file ready.
  Result<void> finish_after_another(const media::MediaRecord& made) {
    AUDMG_TRY(auto begun, begin_after_another(file(), overtaken_, services_));
    if (!begun) {
      AUDMG_TRY(const auto found, services_.files.find_file(file().owner, file().id));
      if (!found) delete_what_was_made(media::record_to_json(made));
      return {};
    }
    begun_ = *std::move(begun);
    media::MediaRecord record = made;
    if (auto stored = media::record_from_json(file().media_record)) {
      AUDMG_CHECK(drop_lost_renditions(*stored, services_.objects));
      record = merged_record(made, *std::move(stored), file(), services_.media.plan);
    }
    return finish({.status = FileStatus::ready, .media_record = media::record_to_json(record)});
  }

  /// Subscribers are not told again of a file that they know to be ready; its owner's pages are.
  [[nodiscard]] database::Outbox outbox_of(const Ending& ending) const {
    const std::string_view type = ending.status == FileStatus::ready ? kFileReady : kFileFailed;
    if (!is_refresh()) return announce(type, file(), ending_detail(ending), services_);
    return {.messages = {}, .events = {make_event(type, ending_detail(ending), services_)}};
  }

  Result<void> leave_as_it_was(std::string_view reason) {
    log_.log("file_not_refreshed", reason);
    const auto finished =
        services_.processing.finish_processing({.owner = file().owner,
                                                .id = file().id,
                                                .fencing_token = begun_.fencing_token,
                                                .status = FileStatus::ready,
                                                .media_record = file().media_record,
                                                .failure_reason = {},
                                                .outbox = {}});
    if (finished || finished.error().code == ErrorCode::not_found ||
        finished.error().code == ErrorCode::conflict) {
      return {};
    }
    return std::unexpected(finished.error());
  }

  [[nodiscard]] std::string ending_detail(const Ending& ending) const {
    json::Writer json;
    json.begin_object().field("fileName", file().name).field("kind", to_string(file().kind));
    if (!ending.reason.empty()) json.field("reason", ending.reason);
    json.field("attempt", job_.receive_count).field("durationMs", log_.milliseconds_taken());
    json.end_object();
    return std::move(json).take();
  }

  const MediaMessage& message_;
  const Job& job_;
  database::ProcessingAttempt begun_;
  const RenderingServices services_;
  const AttemptLog log_;
  /// Set when this attempt has brought a ready file up to date, without what the file had before.
  std::optional<media::MediaRecord> made_;
  int overtaken_ = 0;
  /// Set when this attempt found out something about the file before it failed.
  std::optional<media::MediaRecord> facts_;
};

/// Returns whether the file has a message of its own, whose attempt also takes care of what this
/// message is about.
bool is_left_to_another_message(const database::File& file, const MediaMessage& message) {
  if (message.facts) return file.status == FileStatus::processing;
  return !message.rendition.empty() && file.status != FileStatus::ready;
}

/// Returns whether the message has nothing to do but what comes later: it comes again after all was
/// done. Of a ready file only what is lacking is made; other files come back by
/// restart_processing(). A file that has failed is tried again: its message was dead, and somebody
/// has redriven it, or it has got a sidecar.
bool is_done(const database::File& file, const MediaMessage& message,
             const media::RenditionPlan& plan) {
  if (file.status != FileStatus::ready) return false;
  const auto record = media::record_from_json(file.media_record);
  if (!record) return false;
  if (!message.lacking_only) return record->sidecar == sidecar_of(file);
  return lacking_renditions(*record, file, without_demand(plan)).is_none();
}

/// Makes one attempt. Returns the file as it was when the attempt began; nothing when it is gone.
Result<std::optional<database::File>> attempt(const MediaMessage& message, const Job& job,
                                              const RenderingServices& services) {
  AUDMG_TRY(auto begun,
            services.processing.begin_processing(
                {.owner = message.owner,
                 .id = message.file,
                 .now = services.clock.now(),
                 .outbox = {.messages = {}, .events = {attempt_started(job, services)}}}));
  if (!begun) return std::nullopt;
  database::File seen = begun->file;
  AUDMG_CHECK(Attempt(message, job, *std::move(begun), services).run());
  return seen;
}

/// Makes another attempt if the picture got a sidecar after one had begun that has made it ready,
/// or has failed: the sidecar's message has left it to that attempt.
Result<void> take_in_new_sidecar(const database::File& seen, const Job& job,
                                 const RenderingServices& services) {
  if (seen.kind != database::FileKind::image) return {};
  AUDMG_TRY(const auto now, services.files.find_file(seen.owner, seen.id));
  if (!now || now->status == FileStatus::processing || sidecar_of(*now) == sidecar_of(seen)) {
    return {};
  }
  const MediaMessage again{
      .owner = seen.owner, .file = seen.id, .lacking_only = true, .facts = true};
  AUDMG_CHECK(attempt(again, job, services));
  return {};
}

Result<void> process_file(const MediaMessage& message, const Job& job,
                          const RenderingServices& services) {
  AUDMG_TRY(const auto found, services.files.find_file(message.owner, message.file));
  if (!found || is_left_to_another_message(*found, message)) return {};
  if (!is_done(*found, message, services.media.plan)) {
    AUDMG_TRY(const auto seen, attempt(message, job, services));
    if (!seen) return {};
    AUDMG_CHECK(take_in_new_sidecar(*seen, job, services));
  }
  // Includes what its owner has asked for, or changed, while it was processed.
  AUDMG_TRY(const auto now_there, services.files.find_file(message.owner, message.file));
  if (!now_there || now_there->status != FileStatus::ready) return {};
  if (has_other_bytes(*now_there)) return find_late_digests(message, job, services);
  AUDMG_CHECK(name_edited_place(*now_there, services));
  return make_later_renditions(*now_there, message, job, services);
}

}  // namespace

Result<void> media(const Job& job, const RenderingServices& services) {
  AUDMG_TRY(const MediaWork work, read_media_work(job.body));
  if (const auto* message = std::get_if<MediaMessage>(&work)) {
    if (message->digests) return find_late_digests(*message, job, services);
    return process_file(*message, job, services);
  }
  if (const auto* order = std::get_if<TrashOrder>(&work)) {
    return finish_trash_order(*order, job.stop, services);
  }
  for (const std::string& key : std::get<ObjectsCreated>(work).keys) {
    AUDMG_TRY(const auto message, find_unbegun_file(key, services));
    if (message) AUDMG_CHECK(process_file(*message, job, services));
  }
  return {};
}

}  // namespace audmg::functions
