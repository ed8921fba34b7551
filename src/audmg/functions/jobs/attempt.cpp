// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/attempt.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/integrity/content_check.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/jobs/fetched_copy.hpp"
#include "audmg/functions/jobs/local_copy.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/queue/message_queue.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/telemetry/logger.hpp"

#include <memory>
#include <utility>

namespace audmg::functions {
namespace {

using database::FileKind;

/// Delay of the message that replaces one that met a shortage at its last receive.
constexpr std::chrono::minutes kWaitForMeans{1};
/// Each time takes only as long as it takes to store a record.
constexpr int kMaxTimesOvertaken = 10;

/// Pictures are decoded from memory, so all of a larger one is never read.
constexpr std::uint64_t kMaxCopiedBytes = std::uint64_t{2} << 30;

/// An object as a local file; the reader keeps it open where the store has files.
struct LocalObject {
  std::unique_ptr<storage::ObjectReader> reader;
  Descriptor copy;
  std::unique_ptr<FetchedCopy> fetched;

  [[nodiscard]] int descriptor() const {
    if (reader == nullptr) return -1;
    if (fetched) return fetched->descriptor();
    return copy.is_open() ? copy.get() : reader->descriptor();
  }
  [[nodiscard]] int fetcher() const { return fetched ? fetched->fetcher() : -1; }
  [[nodiscard]] std::uint64_t size() const { return reader ? reader->info().size : 0; }
};

Result<LocalObject> open_object(const std::string& key, const RenderingServices& services) {
  LocalObject object;
  AUDMG_TRY(object.reader, services.objects.get_object(key));
  if (object.reader->descriptor() >= 0) return object;
  if (object.size() > kMaxCopiedBytes) {
    return fail(ErrorCode::too_large, "Pictures of more than 2 GiB are not decoded here.");
  }
  AUDMG_TRY(object.copy, copy_to_local_file(*object.reader, services.media.scratch_folder));
  return object;
}

/// Sound is read as far as it is needed.
Result<LocalObject> open_sound(const std::string& key, const RenderingServices& services) {
  LocalObject object;
  AUDMG_TRY(object.reader, services.objects.get_object(key));
  if (object.reader->descriptor() >= 0) return object;
  const bool is_sealed = object.reader->stored_file() >= 0;
  AUDMG_TRY(object.fetched, FetchedCopy::make(*object.reader, services.media.scratch_folder,
                                              is_sealed ? kSealedFetchLimits : FetchLimits{}));
  return object;
}

Result<LocalObject> open_original(const database::File& file, const RenderingServices& services) {
  return file.kind == FileKind::audio ? open_sound(file.object_key, services)
                                      : open_object(file.object_key, services);
}

/// Nothing is open when the file has no sidecar, or when it is lost or damaged, which the scrub
/// finds.
Result<LocalObject> open_sidecar(const database::File& file, const RenderingServices& services) {
  const auto* const xmp = database::find_companion(file.companions, database::CompanionKind::xmp);
  if (xmp == nullptr) return LocalObject{};
  auto object = open_object(xmp->object_key, services);
  if (object) return object;
  const ErrorCode code = object.error().code;
  if (code == ErrorCode::not_found || code == ErrorCode::corrupt) return LocalObject{};
  return object;
}

/// Returns whether the decoder found fault with the file, which may be the disk's.
bool blames_the_file(const Result<media::Rendered>& rendered) {
  if (!rendered) return rendered.error().code == ErrorCode::invalid_argument;
  return rendered->failure || !rendered->record.damaged.empty();
}

}  // namespace

std::string final_reason(const Error& error, const database::File& file,
                         const media::MediaLimits& limits) {
  using enum ErrorCode;
  if (error.code == invalid_argument || error.code == too_large) return error.message;
  if (error.code == deadline_exceeded) {
    const bool is_cut_off =
        limits.max_attempt.count() > 0 && media::audio_limits(limits).max_cpu > limits.max_attempt;
    if (file.kind == FileKind::audio && is_cut_off) {
      return "It takes longer to decode than a function may run here.";
    }
    return file.kind == FileKind::audio
               ? "It took longer to decode than is allowed here (AUDMG_AUDIO_CPU_PER_HOUR)."
               : "It took longer to decode than is allowed here (AUDMG_MAX_IMAGE_TIME).";
  }
  if (error.code == not_found) return std::string(kObjectMissing);
  if (error.code == corrupt) return error.message;
  return {};
}

Result<media::Rendered> render_original(const database::File& file, const RenderingOrder& order,
                                        const Job& job, const RenderingServices& services) {
  AUDMG_TRY(const LocalObject original, of_the_store(open_original(file, services)));
  if (original.size() != file.size) return fail(ErrorCode::corrupt, std::string(kObjectCutOff));
  AUDMG_TRY(const LocalObject sidecar, of_the_store(open_sidecar(file, services)));
  const MediaServices& media = services.media;
  auto rendered = media.renderer.render(
      {.input = original.descriptor(),
       .fetcher = original.fetcher(),
       .size = file.size,
       .content_type = file.content_type,
       .plan = order.plan,
       .limits = file.kind == FileKind::audio ? media::audio_limits(media.limits, order.seconds)
                                              : media.limits,
       .sidecar = sidecar.descriptor(),
       .sidecar_size = sidecar.size(),
       .facts_only = order.facts_only},
      job.stop);
  if (original.fetched) {
    // Then the decoder has seen less than the file.
    if (auto error = original.fetched->error()) {
      return of_the_store(Result<media::Rendered>(std::unexpected(*std::move(error))));
    }
  }
  if (!blames_the_file(rendered)) return rendered;
  AUDMG_TRY(const bool right, of_the_store(has_right_bytes(file, services.objects)));
  if (!right) return fail(ErrorCode::corrupt, std::string(kObjectRotten));
  return rendered;
}

Result<void> wait_for_means(const FreshMessage& next, const Error& error, const Job& job,
                            const RenderingServices& services) {
  if (job.receive_count < queue::kMaxReceiveCount) return std::unexpected(error);
  auto fresh = processing_message(next.message, services.clock.now(), next.order);
  fresh.delay = kWaitForMeans;
  AUDMG_CHECK(services.processing.begin_processing(
      {.owner = next.message.owner,
       .id = next.message.file,
       .now = services.clock.now(),
       .outbox = {.messages = {std::move(fresh)}, .events = {}},
       .only_if_ready = next.only_if_ready}));
  return {};
}

Result<std::optional<database::ProcessingAttempt>> begin_after_another(
    const database::File& file, int& times, const RenderingServices& services) {
  if (++times > kMaxTimesOvertaken) {
    return fail(ErrorCode::conflict, "other attempts at the file begin all the time");
  }
  return services.processing.begin_processing({.owner = file.owner,
                                               .id = file.id,
                                               .now = services.clock.now(),
                                               .outbox = {},
                                               .only_if_ready = true});
}

database::NewEvent attempt_started(const Job& job, const RenderingServices& services) {
  json::Writer json;
  json.begin_object().field("attempt", job.receive_count).end_object();
  return make_event(kAttemptStarted, std::move(json).take(), services);
}

void AttemptLog::note_failure(std::string_view reason) const {
  json::Writer json;
  json.begin_object().field("attempt", job_.receive_count);
  json.field("reason", reason).field("durationMs", milliseconds_taken()).end_object();
  const auto event = make_event(kAttemptFailed, std::move(json).take(), services_);
  if (const auto added = services_.events.add_event(file_.owner, file_.id, event); !added) {
    log("event_not_written", added.error().message);
  }
}

void AttemptLog::log(std::string_view event, std::string_view reason,
                     telemetry::Level level) const {
  services_.logger.log(level, event,
                       {{"fileId", std::string_view(file_.id.text())},
                        {"userId", std::string_view(file_.owner.text())},
                        {"attempt", static_cast<std::int64_t>(job_.receive_count)},
                        {"durationMs", milliseconds_taken()},
                        {"reason", reason}});
}

std::int64_t AttemptLog::milliseconds_taken() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                               started_)
      .count();
}

}  // namespace audmg::functions
