// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/late_digests.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/functions/events/change_events.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/integrity/second_processing.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/identity/resumable_digest.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

using database::File;
using identity::ResumableDigest;
using std::chrono::steady_clock;

constexpr std::size_t kPieceBytes = std::size_t{8} * 1024 * 1024;
static_assert(kPieceBytes % sodium::kSha256BlockBytes == 0);
constexpr std::chrono::seconds kBetweenNotes{60};

/// Fills `into`, except at the end of the object.
Result<std::size_t> read_whole_piece(storage::ObjectReader& object, std::uint64_t offset,
                                     std::span<std::byte> into) {
  std::size_t filled = 0;
  while (filled < into.size()) {
    AUDMG_TRY(const std::size_t count, object.read_at(offset + filled, into.subspan(filled)));
    if (count == 0) break;
    filled += count;
  }
  return filled;
}

/// One reading of a file's bytes, from where the last one ended.
class Reading {
 public:
  Reading(const File& file, const ObjectServices& services)
      : file_(file),
        services_(services),
        digest_(ResumableDigest::resume(file.digest_progress).value_or(ResumableDigest())),
        from_(digest_.size()) {}

  /// Returns nothing when the object is not that of the file.
  Result<std::optional<identity::ContentDigest::Digests>> run(const std::stop_token& stop) {
    auto object = services_.objects.get_object(file_.object_key);
    if (!object && object.error().code == ErrorCode::not_found) return std::nullopt;
    if (!object) return std::unexpected(std::move(object).error());
    if ((*object)->info().size != file_.size || from_ > file_.size) return std::nullopt;
    const Result<void> read = read_on(**object, stop);
    if (!read) {
      note_progress();
      return std::unexpected(read.error());
    }
    return digest_.finish();
  }

  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return digest_.size() - from_; }

 private:
  Result<void> read_on(storage::ObjectReader& object, const std::stop_token& stop) {
    std::vector<std::byte> piece(kPieceBytes);
    auto noted = steady_clock::now();
    while (digest_.size() < file_.size) {
      if (stop.stop_requested()) {
        return fail(ErrorCode::deadline_exceeded, "the digests are not computed yet", true);
      }
      AUDMG_TRY(const std::size_t count, read_whole_piece(object, digest_.size(), piece));
      if (count == 0) return fail(ErrorCode::unavailable, "the object ends too early", true);
      digest_.update(std::span(piece).first(count));
      if (steady_clock::now() - noted < kBetweenNotes) continue;
      note_progress();
      noted = steady_clock::now();
    }
    return {};
  }

  /// Best effort: without it, more has to be read again.
  void note_progress() {
    if (bytes_read() == 0 || digest_.size() % sodium::kSha256BlockBytes != 0) return;
    if (const auto noted =
            services_.integrity.note_digest_progress(object_of(file_), digest_.save());
        !noted) {
      services_.logger.log(telemetry::Level::warning, "digest_progress_not_noted",
                           {{"fileId", std::string_view(file_.id.text())},
                            {"error", std::string_view(noted.error().message)}});
    }
  }

  const File& file_;
  const ObjectServices& services_;
  ResumableDigest digest_;
  const std::uint64_t from_;
};

void log_digests(const File& file, std::uint64_t bytes_read, steady_clock::duration took,
                 const ObjectServices& services) {
  services.logger.log(
      telemetry::Level::info, "digests_computed",
      {{"fileId", std::string_view(file.id.text())},
       {"userId", std::string_view(file.owner.text())},
       {"duplicateOf", std::string_view(file.duplicate_of.text())},
       {"bytesRead", static_cast<std::int64_t>(bytes_read)},
       {"durationMs", std::chrono::duration_cast<std::chrono::milliseconds>(took).count()}});
}

/// Returns the file with its digests; nothing when it is gone, or names another object, or its
/// object is not what it should be.
Result<std::optional<File>> add_digests(const File& file, const std::stop_token& stop,
                                        const ObjectServices& services) {
  const auto begun = steady_clock::now();
  Reading reading(file, services);
  auto read = reading.run(stop);
  if (!read && read.error().code == ErrorCode::corrupt) {
    AUDMG_CHECK(report_damage(file, kObjectUnreadable, services));
    return std::nullopt;
  }
  AUDMG_TRY(auto digests, std::move(read));
  if (!digests) {
    AUDMG_TRY(const std::string_view damage, look_at_object(file, services));
    if (!damage.empty()) AUDMG_CHECK(report_damage(file, damage, services));
    return std::nullopt;
  }
  AUDMG_TRY(auto noted, services.integrity.note_digests(
                            {.object = object_of(file),
                             .sha256 = std::move(digests->sha256),
                             .crc32 = digests->crc32,
                             .verified_at = services.clock.now(),
                             .outbox = announce(kFileChanged, file, file_detail(file), services)}));
  if (!noted) return noted;
  services.event_hub.wake(file.owner);
  log_digests(*noted, reading.bytes_read(), steady_clock::now() - begun, services);
  return noted;
}

}  // namespace

bool has_other_bytes(const File& file) noexcept {
  return !file.sha256.empty() && !file.announced_sha256.empty() &&
         file.announced_sha256 != file.sha256;
}

Result<void> find_late_digests(const MediaMessage& message, const Job& job,
                               const ObjectServices& services) {
  AUDMG_TRY(auto file, services.files.find_file(message.owner, message.file));
  if (file && file->sha256.empty()) {
    AUDMG_TRY(file, add_digests(*file, job.stop, services));
  }
  // One that is being processed is looked at when that ends (media.cpp).
  if (!file || !has_other_bytes(*file) || file->status != database::FileStatus::ready) return {};
  return send_back(*file, restart_outbox(*file, services.clock.now(), media_order(*file)),
                   services);
}

}  // namespace audmg::functions
