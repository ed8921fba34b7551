// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/scrub.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/integrity/companion_check.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/integrity/healing.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/integrity/rendition_check.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace audmg::functions {
namespace {

using database::File;
using std::chrono::steady_clock;

constexpr std::size_t kFilesPerPage = 200;
/// Ends a pass early, so that its report stays bounded when an object store has lost everything.
constexpr std::size_t kMaxDamagedPerPass = 200;
/// A change of the records costs the disk about what reading so many bytes costs it. Small files
/// would otherwise be as many syncs a second as the disk can do.
constexpr std::uint64_t kBytesPerChange = std::uint64_t{256} * 1024;
/// An object that fails so often, one time after the other, cannot be read.
constexpr int kMaxFailures = 3;

/// The next pass may do better with the same file.
bool is_passing(const Error& error) {
  return error.retryable || error.code == ErrorCode::unavailable ||
         error.code == ErrorCode::out_of_space || error.code == ErrorCode::unknown_outcome ||
         error.code == ErrorCode::deadline_exceeded;
}

/// No damage, or one that a look finds and can find gone. The checksum of an object whose bytes
/// were read and wrong says nothing: it is the one that they once had.
bool is_found_by_looking(std::string_view damage) {
  return damage.empty() || damage == kObjectMissing || damage == kObjectCutOff ||
         is_of_a_companion(damage);
}

}  // namespace

std::string write_scrub_place(const ScrubPosition& position) {
  if (position.after_owner.empty()) return {};
  return position.after_owner.text() + '/' + position.after_id.text();
}

ScrubPosition read_scrub_place(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return {};
  auto owner = UserId::parse(text.substr(0, slash));
  auto id = FileId::parse(text.substr(slash + 1));
  if (!owner || !id) return {};
  return {.after_owner = *std::move(owner), .after_id = *std::move(id)};
}

void add_report(ScrubReport& sum, ScrubReport later) {
  sum.files_seen += later.files_seen;
  sum.files_verified += later.files_verified;
  sum.bytes_read += later.bytes_read;
  sum.sidecars_written += later.sidecars_written;
  sum.lost_renditions += later.lost_renditions;
  sum.healed += later.healed;
  sum.changed += later.changed;
  std::ranges::move(later.damaged, std::back_inserter(sum.damaged));
}

Scrub::Scrub(ScrubOptions options, const Services& services, ScrubPosition from)
    : options_(std::move(options)),
      services_(services),
      position_(std::move(from)),
      rate_(options_.rate),
      random_(std::random_device{}()) {}

Result<bool> Scrub::pass(const std::stop_token& stop) {
  if (!is_checked_) {
    AUDMG_CHECK(check_drive(services_));
    is_checked_ = true;
  }
  const auto end = steady_clock::now() + options_.pass_time;
  while (!stop.stop_requested()) {
    AUDMG_TRY(const bool more, step(stop));
    if (!more) return false;
    if (steady_clock::now() >= end || report_.damaged.size() >= kMaxDamagedPerPass) break;
  }
  return true;
}

ScrubReport Scrub::take_report() { return std::exchange(report_, {}); }

Result<bool> Scrub::step(const std::stop_token& stop) {
  rate_.wait(stop);
  if (stop.stop_requested()) return true;
  if (page_.empty() && !at_end_) {
    AUDMG_CHECK(load_page());
  }
  if (page_.empty()) return false;
  const Result<bool> done = reading_ ? read_on(page_.front()) : examine(page_.front());
  if (!done) {
    reading_.reset();
    // Otherwise this file would block the walk.
    if (!is_passing(done.error())) finish_file();
    return done;
  }
  if (*done) finish_file();
  return true;
}

Result<void> Scrub::load_page() {
  AUDMG_TRY(auto files, services_.files.list_all_files({.after_owner = position_.after_owner,
                                                        .after_id = position_.after_id,
                                                        .limit = kFilesPerPage}));
  at_end_ = files.size() < kFilesPerPage;
  page_.assign(std::move_iterator(files.begin()), std::move_iterator(files.end()));
  return {};
}

void Scrub::finish_file() {
  reading_.reset();
  failures_ = 0;
  ++report_.files_seen;
  position_ = {.after_owner = page_.front().owner, .after_id = page_.front().id};
  page_.pop_front();
}

Result<bool> Scrub::examine(const File& file) {
  const bool reads = is_to_be_read(file);
  if (!reads && !options_.looks_at_all) {
    AUDMG_CHECK(keep_sidecar(file, SidecarLook::none));
    return true;
  }
  const auto object = services_.objects.head_object(file.object_key);
  auto damage = judge_look(object, file);
  if (!damage && is_of_the_object(damage.error())) {
    if (++failures_ < kMaxFailures) return false;
    damage = kObjectUnreadable;
  }
  if (!damage) return std::unexpected(damage.error());
  if (*damage != kObjectMissing) {
    const bool reads_bytes = reads && !goes_by_checksums();
    AUDMG_CHECK(keep_sidecar(file, reads_bytes ? SidecarLook::content : SidecarLook::presence));
  }
  if (damage->empty() && goes_by_checksums() && !object->sha256.empty() && !file.sha256.empty() &&
      object->sha256 != file.sha256) {
    damage = kObjectRotten;
  }
  if (!damage->empty()) {
    AUDMG_CHECK(conclude_damaged(file, *damage));
    return true;
  }
  const bool tells_by_checksum = reads && goes_by_checksums() && is_found_by_looking(file.damage);
  if (tells_by_checksum && !object->sha256.empty()) {
    AUDMG_CHECK(conclude_sound(file, std::nullopt));
    return true;
  }
  // An object uploaded in parts has a checksum of the parts only: it is seen, and not verified.
  if (!reads || (goes_by_checksums() && file.damage.empty())) {
    AUDMG_TRY(const bool whole, keep_companions(file, false));
    if (whole) AUDMG_CHECK(keep_renditions(file));
    return true;
  }
  return begin_reading(file);
}

bool Scrub::is_to_be_read(const File& file) {
  if (!file.damage.empty()) return true;
  switch (options_.reading) {
    case ScrubReading::none:
      return false;
    case ScrubReading::due:
      return services_.clock.now() - file.verified_at >= options_.interval ||
             (!file.crc32 && !options_.store_keeps_checksums);
    case ScrubReading::sample:
      return std::uniform_real_distribution(0.0, 100.0)(random_) < options_.sample_percent;
    case ScrubReading::all:
      return true;
  }
  return false;
}

bool Scrub::goes_by_checksums() const noexcept {
  return options_.store_keeps_checksums &&
         (options_.reading == ScrubReading::none || options_.reading == ScrubReading::due);
}

/// Returns whether the fault is the object's own, and not a shortage or a missing permission.
bool Scrub::is_of_the_object(const Error& error) const noexcept {
  return !options_.store_keeps_checksums && !error.retryable &&
         (error.code == ErrorCode::internal || error.code == ErrorCode::corrupt);
}

Result<bool> Scrub::begin_reading(const File& file) {
  auto reader = services_.objects.get_object(file.object_key);
  if (reader) {
    reading_ = std::make_unique<ContentCheck>(*std::move(reader), file);
    return false;
  }
  if (reader.error().code == ErrorCode::not_found) {
    AUDMG_CHECK(conclude_damaged(file, kObjectMissing));
    return true;
  }
  if (!is_of_the_object(reader.error())) return std::unexpected(reader.error());
  if (++failures_ < kMaxFailures) return false;
  AUDMG_CHECK(conclude_damaged(file, kObjectUnreadable));
  return true;
}

Result<bool> Scrub::read_on(const File& file) {
  const auto count = reading_->read_piece();
  if (!count) {
    if (!is_of_the_object(count.error())) return std::unexpected(count.error());
    if (++failures_ < kMaxFailures) return false;
    AUDMG_CHECK(conclude_damaged(file, kObjectUnreadable));
    return true;
  }
  rate_.charge(*count);
  report_.bytes_read += *count;
  if (*count > 0) return false;
  const ContentCheck::Findings findings = reading_->finish();
  reading_.reset();
  AUDMG_CHECK(findings.damage.empty() ? conclude_sound(file, findings.crc32)
                                      : conclude_damaged(file, findings.damage));
  return true;
}

/// Returns whether the file is still as it was when its page was read.
Result<bool> Scrub::is_unchanged(const File& file) {
  AUDMG_TRY(const auto now, services_.files.find_file(file.owner, file.id));
  return now && now->object_key == file.object_key;
}

Result<bool> Scrub::lacks_sidecar(const File& file, SidecarLook look) {
  if (file.sidecar_version < kSidecarVersion) return true;
  // One that a newer program wrote is not ours to judge.
  if (file.sidecar_version > kSidecarVersion || look == SidecarLook::none) return false;
  Result<bool> sound = true;
  if (look == SidecarLook::content) {
    sound = has_right_sidecar(file, services_);
  } else if (const auto info = services_.objects.head_object(sidecar_key(file.object_key)); !info) {
    sound = info.error().code == ErrorCode::not_found ? Result<bool>(false)
                                                      : std::unexpected(info.error());
  }
  if (sound) return !*sound;
  if (is_of_the_object(sound.error())) return true;
  return std::unexpected(std::move(sound).error());
}

Result<void> Scrub::keep_sidecar(const File& file, SidecarLook look) {
  AUDMG_TRY(const bool lacks, lacks_sidecar(file, look));
  if (!lacks) return {};
  AUDMG_TRY(const bool unchanged, is_unchanged(file));
  if (!unchanged) return {};
  const auto stored = store_sidecar(file, services_);
  if (!stored && stored.error().code == ErrorCode::not_found) return {};  // Nobody's any more.
  AUDMG_CHECK(stored);
  AUDMG_TRY(
      [[maybe_unused]] const bool healed,
      services_.integrity.note_findings(object_of(file), {.sidecar_version = kSidecarVersion}));
  rate_.charge(kBytesPerChange);
  ++report_.sidecars_written;
  return {};
}

Result<void> Scrub::keep_renditions(const File& file) {
  AUDMG_TRY(const bool lost, make_lost_renditions_again(file, services_));
  if (!lost) return {};
  rate_.charge(kBytesPerChange);
  ++report_.lost_renditions;
  return {};
}

/// Returns whether the companions are right, perhaps again; reports those that are not.
Result<bool> Scrub::keep_companions(const File& file, bool reads) {
  AUDMG_TRY(const CompanionFindings findings, check_companions(file, reads, services_));
  rate_.charge(findings.bytes_read);
  report_.bytes_read += findings.bytes_read;
  if (findings.damage.empty()) return true;
  AUDMG_TRY(const auto now, services_.files.find_file(file.owner, file.id));
  if (!now || now->companions != file.companions) {
    ++report_.changed;
    return false;
  }
  AUDMG_CHECK(report_damage(file, findings.damage, services_));
  std::size_t healed = 0;
  for (const database::Companion& companion : findings.wrong) {
    if (try_to_heal(file, companion)) ++healed;
  }
  if (healed < findings.wrong.size()) {
    AUDMG_CHECK(list_damaged(file, findings.damage));
    return false;
  }
  AUDMG_CHECK(report_whole_again(file, services_));
  ++report_.healed;
  return true;
}

Result<void> Scrub::conclude_sound(const File& file, std::optional<std::uint32_t> crc32) {
  AUDMG_TRY(const bool whole, keep_companions(file, !goes_by_checksums()));
  if (!whole) return {};
  AUDMG_CHECK(keep_renditions(file));
  AUDMG_TRY(const bool healed, report_sound(file, crc32, services_));
  rate_.charge(kBytesPerChange);
  if (healed) ++report_.healed;
  ++report_.files_verified;
  return {};
}

Result<void> Scrub::conclude_damaged(const File& file, std::string_view damage) {
  AUDMG_TRY(const bool unchanged, is_unchanged(file));
  if (!unchanged) {
    ++report_.changed;
    return {};
  }
  AUDMG_CHECK(report_damage(file, damage, services_));
  if (try_to_heal(file)) {
    ++report_.healed;
    return {};
  }
  return list_damaged(file, damage);
}

Result<void> Scrub::list_damaged(const File& file, std::string_view damage) {
  AUDMG_TRY(const auto owner, services_.users.find_user(file.owner));
  report_.damaged.push_back({.owner = file.owner,
                             .username = owner ? owner->username : std::string(),
                             .file = file.id,
                             .name = file.name,
                             .damage = std::string(damage)});
  return {};
}

bool Scrub::try_to_heal(const File& file) {
  return heal_from_backup(
      file, [&](storage::ObjectReader& copy) { return heal_from_copy(file, copy, services_); });
}

bool Scrub::try_to_heal(const File& picture, const database::Companion& companion) {
  return heal_from_backup(as_file(picture, companion), [&](storage::ObjectReader& copy) {
    return heal_companion_from_copy(picture, companion, copy, services_);
  });
}

/// An error does not stop the scrub; the next one tries again.
template <class Heal>
bool Scrub::heal_from_backup(const File& file, const Heal& heal) {
  if (!options_.find_copy) return false;
  Result<bool> healed = false;
  if (auto copy = options_.find_copy(file); !copy) {
    healed = std::unexpected(std::move(copy).error());
  } else if (*copy != nullptr) {
    healed = heal(**copy);
  }
  if (!healed) {
    services_.logger.log(telemetry::Level::warning, "file_not_healed",
                         {{"fileId", std::string_view(file.id.text())},
                          {"error", std::string_view(healed.error().message)}});
  }
  return healed.value_or(false);
}

}  // namespace audmg::functions
