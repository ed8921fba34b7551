// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/integrity/deletion.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/integrity/rendition_check.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/jobs/created_object.hpp"
#include "audmg/functions/jobs/lacking_renditions.hpp"
#include "audmg/functions/jobs/local_copy.hpp"
#include "audmg/functions/jobs/media_work.hpp"
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
#include "audmg/storage/object_store.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace audmg::functions {
namespace {

using database::FileStatus;
using std::chrono::steady_clock;

/// A decoder that crashed on the same bytes so often will crash again.
constexpr std::uint32_t kMaxCrashes = 3;
/// Delay of the message that replaces one that met a shortage at its last receive.
constexpr std::chrono::minutes kWaitForMeans{1};

/// Why the file has failed for good, for its owner; "" when another try may do better.
std::string final_reason(const Error& error) {
  using enum ErrorCode;
  if (error.code == invalid_argument || error.code == too_large) return error.message;
  if (error.code == deadline_exceeded) return "It took longer to decode than is allowed here.";
  if (error.code == not_found) return std::string(kObjectMissing);
  if (error.code == corrupt) return error.message;
  return {};
}

/// A store that is too slow says nothing about the file; a decoder that is too slow does.
template <class T>
Result<T> of_the_store(Result<T> result) {
  if (!result && result.error().code == ErrorCode::deadline_exceeded) {
    result.error().code = ErrorCode::unavailable;
  }
  return result;
}

/// One try to process one file.
class Attempt {
 public:
  Attempt(const Job& job, database::ProcessingAttempt begun, bool lacking_only,
          const RenderingServices& services)
      : job_(job),
        begun_(std::move(begun)),
        lacking_only_(lacking_only),
        services_(services),
        started_(steady_clock::now()) {}

  Result<void> run() {
    auto wanted = of_the_store(what_to_make());
    if (!wanted) return give_up_or_retry(wanted.error());
    if (wanted->lacking.is_none()) {
      return finish({.status = FileStatus::ready, .media_record = wanted->record});
    }
    auto rendered = render(wanted->lacking.plan, wanted->measured.has_value());
    if (!rendered) return give_up_or_retry(rendered.error());
    if (wanted->measured) keep_measurements(*wanted->measured, rendered->record);
    if (auto stored = of_the_store(store_renditions(file(), *rendered, services_)); !stored) {
      return give_up_or_retry(stored.error());
    }
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
    /// The file's earlier record, if its measurements are good and only facts are read again.
    std::optional<media::MediaRecord> measured{};
  };

  /// The record is not trusted about renditions that are lost.
  [[nodiscard]] Result<Wanted> what_to_make() const {
    const media::RenditionPlan& plan = services_.media.plan;
    if (!lacking_only_) return Wanted{.lacking = {.plan = plan, .present = {}}};
    auto record = media::record_from_json(file().media_record);
    if (!record) return Wanted{.lacking = {.plan = plan, .present = {}}};
    AUDMG_TRY(const std::size_t lost, drop_lost_renditions(*record, services_.objects));
    Wanted wanted{.lacking = lacking_renditions(*record, file().content_type, plan),
                  .record = lost == 0 ? file().media_record : media::record_to_json(*record)};
    if (needs_only_facts(*record, wanted.lacking)) {
      if (wanted.lacking.facts) want_thumbnails_of_new_cover(*record, plan, wanted.lacking);
      wanted.measured = *std::move(record);
    }
    return wanted;
  }

  /// The original as a local file; `reader` keeps it open where the store has files.
  Result<Descriptor> open_original(std::unique_ptr<storage::ObjectReader>& reader) {
    AUDMG_TRY(reader, services_.objects.get_object(file().object_key));
    if (reader->descriptor() >= 0) return Descriptor();
    return copy_to_local_file(*reader, services_.media.scratch_folder);
  }

  Result<media::Rendered> render(const media::RenditionPlan& plan, bool facts_only) {
    std::unique_ptr<storage::ObjectReader> reader;
    AUDMG_TRY(const Descriptor copy, of_the_store(open_original(reader)));
    if (reader->info().size != file().size) {
      return fail(ErrorCode::corrupt, std::string(kObjectCutOff));
    }
    const MediaServices& media = services_.media;
    return media.renderer.render(
        {.input = copy.is_open() ? copy.get() : reader->descriptor(),
         .size = file().size,
         .content_type = file().content_type,
         .plan = plan,
         .limits = file().kind == database::FileKind::audio ? media::audio_limits(media.limits)
                                                            : media.limits,
         .facts_only = facts_only},
        job_.stop);
  }

  /// The message comes again. Where the queue counts every receive (Amazon SQS) it would be dead
  /// after its last one, so then a fresh one takes its place.
  Result<void> wait_for_means(const Error& error) {
    if (job_.receive_count < queue::kMaxReceiveCount) return std::unexpected(error);
    auto message = processing_message(
        {.owner = file().owner, .file = file().id, .lacking_only = lacking_only_},
        services_.clock.now(), is_refresh() ? rebuild_order(file()) : media_order(file()));
    message.delay = kWaitForMeans;
    AUDMG_CHECK(services_.processing.begin_processing(
        {.owner = file().owner,
         .id = file().id,
         .now = services_.clock.now(),
         .outbox = {.messages = {std::move(message)}, .events = {}}}));
    return {};
  }

  /// A file that cannot be decoded has failed for good; everything else may pass.
  Result<void> give_up_or_retry(const Error& error) {
    if (const std::string reason = final_reason(error); !reason.empty()) {
      if (error.code == ErrorCode::not_found || error.code == ErrorCode::corrupt) {
        AUDMG_CHECK(report_damage(file(), reason, services_));
      }
      return finish({.status = FileStatus::failed, .reason = reason});
    }
    if (job_.stop.stop_requested()) return std::unexpected(error);
    note_failure(error.message);
    if (is_shortage(error)) return wait_for_means(error);
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

  Result<void> finish(Ending ending) {
    if (is_refresh() && ending.status == FileStatus::failed) return leave_as_it_was(ending.reason);
    const bool ready = ending.status == FileStatus::ready;
    const auto finished = services_.processing.finish_processing(
        {.owner = file().owner,
         .id = file().id,
         .fencing_token = begun_.fencing_token,
         .status = ending.status,
         .media_record = ready ? ending.media_record : file().media_record,
         .failure_reason = ending.reason,
         .outbox = outbox_of(ending)});
    if (finished) {
      services_.event_hub.wake(file().owner);
      if (ready) delete_renditions(file(), ending.media_record, services_);
      log(ready ? "file_ready" : "file_failed", ending.reason);
      return {};
    }
    if (finished.error().code == ErrorCode::not_found) {
      // Deleted meanwhile: what was stored just now belongs to nobody.
      database::File gone = file();
      gone.media_record = ending.media_record;
      delete_renditions(gone, "", services_);
      return {};
    }
    // A newer attempt has begun; the file is its business, and equal renditions have equal keys.
    if (finished.error().code == ErrorCode::conflict) return {};
    return std::unexpected(finished.error());
  }

  /// Subscribers are not told again of a file that they know to be ready; its owner's pages are.
  [[nodiscard]] database::Outbox outbox_of(const Ending& ending) const {
    const std::string_view type = ending.status == FileStatus::ready ? kFileReady : kFileFailed;
    if (!is_refresh()) return announce(type, file(), ending_detail(ending), services_);
    return {.messages = {}, .events = {make_event(type, ending_detail(ending), services_)}};
  }

  Result<void> leave_as_it_was(std::string_view reason) {
    log("file_not_refreshed", reason);
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

  [[nodiscard]] std::int64_t milliseconds_taken() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - started_)
        .count();
  }

  [[nodiscard]] std::string ending_detail(const Ending& ending) const {
    json::Writer json;
    json.begin_object().field("fileName", file().name).field("kind", to_string(file().kind));
    if (!ending.reason.empty()) json.field("reason", ending.reason);
    json.field("attempt", job_.receive_count).field("durationMs", milliseconds_taken());
    json.end_object();
    return std::move(json).take();
  }

  /// Adds the failure to the timeline; a failure to write it does not stop anything.
  void note_failure(std::string_view reason) {
    json::Writer json;
    json.begin_object().field("attempt", job_.receive_count);
    json.field("reason", reason).field("durationMs", milliseconds_taken()).end_object();
    const auto event = make_event(kAttemptFailed, std::move(json).take(), services_);
    if (const auto added = services_.events.add_event(file().owner, file().id, event); !added) {
      log("event_not_written", added.error().message);
    }
  }

  void log(std::string_view event, std::string_view reason) const {
    services_.logger.log(telemetry::Level::info, event,
                         {{"fileId", std::string_view(file().id.text())},
                          {"userId", std::string_view(file().owner.text())},
                          {"attempt", static_cast<std::int64_t>(job_.receive_count)},
                          {"durationMs", milliseconds_taken()},
                          {"reason", reason}});
  }

  const Job& job_;
  const database::ProcessingAttempt begun_;
  const bool lacking_only_;
  const RenderingServices services_;
  const steady_clock::time_point started_;
};

database::NewEvent attempt_started(const Job& job, const RenderingServices& services) {
  json::Writer json;
  json.begin_object().field("attempt", job.receive_count).end_object();
  return make_event(kAttemptStarted, std::move(json).take(), services);
}

/// Returns whether there is nothing to do for a message of the file: it was deleted, or the message
/// comes again after all was done. Only a message for what is lacking concerns a ready file; other
/// files come back by restart_processing(). A file that has failed is tried again: its message was
/// dead, and somebody has redriven it.
bool is_done(const std::optional<database::File>& file, const MediaMessage& message,
             const media::RenditionPlan& plan) {
  if (!file) return true;
  if (file->status != FileStatus::ready) return false;
  if (!message.lacking_only) return true;
  const auto record = media::record_from_json(file->media_record);
  return record && lacking_renditions(*record, file->content_type, plan).is_none();
}

Result<void> process_file(const MediaMessage& message, const Job& job,
                          const RenderingServices& services) {
  AUDMG_TRY(const auto found, services.files.find_file(message.owner, message.file));
  if (is_done(found, message, services.media.plan)) return {};
  AUDMG_TRY(auto begun,
            services.processing.begin_processing(
                {.owner = message.owner,
                 .id = message.file,
                 .now = services.clock.now(),
                 .outbox = {.messages = {}, .events = {attempt_started(job, services)}}}));
  if (!begun) return {};
  return Attempt(job, *std::move(begun), message.lacking_only, services).run();
}

}  // namespace

Result<void> media(const Job& job, const RenderingServices& services) {
  AUDMG_TRY(const MediaWork work, read_media_work(job.body));
  if (const auto* message = std::get_if<MediaMessage>(&work)) {
    return process_file(*message, job, services);
  }
  for (const std::string& key : std::get<ObjectsCreated>(work).keys) {
    AUDMG_TRY(const auto message, find_unbegun_file(key, services));
    if (message) AUDMG_CHECK(process_file(*message, job, services));
  }
  return {};
}

}  // namespace audmg::functions
