// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/catalogue_shelf.hpp"

#include "audmg/catalogue/snapshot.hpp"
#include "audmg/core/number.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/library/changed_files.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/small_object.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <span>
#include <unordered_set>

namespace audmg::library {
namespace {

using catalogue::Catalogue;
using database::EventReader;

/// Events are kept for 30 days; a catalogue that missed more than this is made anew.
constexpr std::chrono::days kEventsCover{25};
/// A snapshot is written again after this time even if little has happened.
constexpr std::chrono::days kSnapshotLifetime{7};
constexpr std::size_t kRowsPerRead = 100;
constexpr std::size_t kRowsPerPage = 1000;
constexpr std::size_t kMaxSnapshotBytes = std::size_t{512} * 1024 * 1024;
/// A smaller catalogue is made from its rows as quickly as from a snapshot.
constexpr std::size_t kLeastSavedFiles = 200;
/// A snapshot is written again after so many events, and at least this share of the files.
constexpr std::size_t kEventsPerSnapshot = 1000;
constexpr std::size_t kFilesPerEvent = 20;

/// A catalogue's own cursor: when it was current, and the event that it was current with.
struct SnapshotCursor {
  TimePoint current_at;
  std::string event;
};

std::string write_cursor(const SnapshotCursor& cursor) {
  return std::to_string(cursor.current_at.time_since_epoch().count()) + ' ' + cursor.event;
}

std::optional<SnapshotCursor> read_cursor(std::string_view text) {
  const auto time = take_number<std::int64_t>(text);
  if (!time || !text.starts_with(' ')) return std::nullopt;
  return SnapshotCursor{TimePoint(std::chrono::milliseconds(*time)), std::string(text.substr(1))};
}

std::unexpected<Error> gave_up() {
  return fail(ErrorCode::unavailable, "the owner's catalogue is being made", true);
}

}  // namespace

std::string snapshot_key(const UserId& owner) {
  return std::string(kSnapshotsPrefix) + owner.text();
}

Result<std::shared_ptr<const catalogue::SimilarGroups>> CatalogueShelf::similar_pictures(
    Deadline::Time end) {
  const std::unique_lock lock(similar_mutex_, end);
  if (!lock) {
    return fail(ErrorCode::deadline_exceeded, "similar pictures are being looked for", true);
  }
  {
    const std::shared_lock reading_lock(reading);
    const std::pair version(generation_, catalogue_->version());
    if (similar_version_ != version) {
      similar_.reset();
      similar_search_.emplace(*catalogue_);
      similar_version_ = version;
    }
  }
  if (similar_search_) {
    AUDMG_CHECK(similar_search_->advance(Deadline(end)));
    similar_ = std::make_shared<const catalogue::SimilarGroups>(
        (*std::exchange(similar_search_, std::nullopt)).take_groups());
  }
  return similar_;
}

Result<void> CatalogueShelf::work(const GiveUp& give_up) {
  const TimePoint now = ports_.clock.now();
  if (!catalogue_ || now - current_at_ > kEventsCover) {
    AUDMG_TRY(const bool loaded, making_ ? Result<bool>(false) : load());
    if (!loaded) AUDMG_CHECK(make(give_up));
  }
  AUDMG_CHECK(follow_events(give_up));
  current_at_ = now;
  bytes_ = catalogue_->bytes();
  if (!give_up()) save_when_due();
  return {};
}

Result<void> CatalogueShelf::prepare(const GiveUp& give_up) {
  const auto snapshot = ports_.objects.head_object(snapshot_key(owner_));
  if (!snapshot && snapshot.error().code != ErrorCode::not_found &&
      snapshot.error().code != ErrorCode::corrupt) {
    return std::unexpected(snapshot.error());
  }
  const TimePoint now = ports_.clock.now();
  if (snapshot && now - snapshot->last_modified < kSnapshotLifetime) return {};
  if (!snapshot) {
    AUDMG_TRY(const auto some,
              ports_.files.list_files(
                  {.owner = owner_, .kind = {}, .before = {}, .limit = kLeastSavedFiles}));
    if (some.size() < kLeastSavedFiles) return {};
  }
  AUDMG_CHECK(work(give_up));
  return now - saved_at_ < kSnapshotLifetime ? Result<void>{} : save();
}

/// Returns whether there is a snapshot that can be used. One that is not as it was written, or not
/// of these rows, is as good as none; a shortage is no such verdict.
Result<bool> CatalogueShelf::load() {
  const auto bytes =
      storage::get_small_object(snapshot_key(owner_), kMaxSnapshotBytes, ports_.objects);
  if (!bytes) {
    const ErrorCode code = bytes.error().code;
    const bool is_useless =
        code == ErrorCode::not_found || code == ErrorCode::too_large || code == ErrorCode::corrupt;
    return is_useless ? Result<bool>(false) : std::unexpected(bytes.error());
  }
  auto read = catalogue::read_snapshot(*bytes);
  if (!read && read.error().code == ErrorCode::internal) return std::unexpected(read.error());
  auto cursor = read ? read_cursor(read->cursor()) : std::nullopt;
  if (cursor && ports_.clock.now() - cursor->current_at > kEventsCover) return false;
  // Rows that are older than the snapshot (a database from a copy) number their events anew.
  AUDMG_TRY(const std::string newest, ports_.events.newest_cursor(owner_));
  if (!cursor || ports_.events.precedes(newest, cursor->event)) {
    ports_.logger.log(telemetry::Level::warning, "catalogue_made_anew",
                      {{"userId", std::string_view(owner_.text())}});
    return false;
  }
  current_at_ = cursor->current_at;
  saved_at_ = cursor->current_at;
  replace(*std::move(read), EventReader(ports_.events, owner_, std::move(cursor->event)));
  return true;
}

/// The events are followed from before the rows are read: what changes meanwhile is read once more.
Result<void> CatalogueShelf::make(const GiveUp& give_up) {
  if (!making_) {
    AUDMG_TRY(auto events, EventReader::from_now(ports_.events, owner_));
    making_ = Making{.catalogue = {}, .events = std::move(events), .before = {}};
  }
  for (;;) {
    AUDMG_TRY(const auto page,
              ports_.files.list_files(
                  {.owner = owner_, .kind = {}, .before = making_->before, .limit = kRowsPerPage}));
    for (const database::File& file : page) {
      put_file(making_->catalogue, file, ports_.logger);
    }
    if (page.size() < kRowsPerPage) break;
    making_->before = page.back().id;
    if (give_up()) return gave_up();
  }
  saved_at_ = TimePoint{};
  replace(std::move(making_->catalogue), std::move(making_->events));
  making_.reset();
  return {};
}

void CatalogueShelf::replace(Catalogue catalogue, EventReader events) {
  const std::unique_lock lock(reading);
  catalogue_ = std::move(catalogue);
  events_ = std::move(events);
  pending_.clear();
  events_since_saved_ = 0;
  ++generation_;
}

Result<void> CatalogueShelf::follow_events(const GiveUp& give_up) {
  for (;;) {
    // Work that a failed call left behind comes first.
    AUDMG_CHECK(apply_pending());
    AUDMG_TRY(const database::EventPage page, events_->read(ports_.clock.now()));
    ChangedFiles changed;
    for (const database::Event& event : page.events) changed.add(event);
    pending_ = std::move(changed).take();
    events_since_saved_ += page.events.size();
    AUDMG_CHECK(apply_pending());
    if (!page.more) return {};
    if (give_up()) return gave_up();
  }
}

Result<void> CatalogueShelf::apply_pending() {
  for (std::size_t first = 0; first < pending_.size(); first += kRowsPerRead) {
    const auto ids =
        std::span(pending_).subspan(first, std::min(kRowsPerRead, pending_.size() - first));
    AUDMG_TRY(const auto files, ports_.files.find_files(owner_, ids));
    std::unordered_set<std::string_view> there;
    const std::unique_lock lock(reading);
    for (const database::File& file : files) {
      if (file.trashed_at) continue;
      there.insert(file.id.text());
      put_file(*catalogue_, file, ports_.logger);
    }
    for (const FileId& id : ids) {
      if (!there.contains(id.text())) catalogue_->remove(id);
    }
  }
  pending_.clear();
  return {};
}

/// A snapshot that cannot be written costs only time, so that is logged; the next call tries again.
void CatalogueShelf::save_when_due() {
  const std::size_t files = catalogue_->size();
  if (files < kLeastSavedFiles) return;
  const bool is_old = current_at_ - saved_at_ > kSnapshotLifetime;
  const bool is_behind =
      events_since_saved_ >= std::max(kEventsPerSnapshot, files / kFilesPerEvent);
  if (!is_old && !is_behind) return;
  if (const auto saved = save(); !saved) {
    ports_.logger.log(telemetry::Level::warning, "catalogue_not_saved",
                      {{"userId", std::string_view(owner_.text())},
                       {"error", std::string_view(saved.error().message)}});
  }
}

Result<void> CatalogueShelf::save() {
  {
    const std::unique_lock lock(reading);
    catalogue_->set_cursor(write_cursor({current_at_, events_->cursor()}));
  }
  AUDMG_TRY(const std::string bytes, catalogue::write_snapshot(*catalogue_));
  if (bytes.size() > kMaxSnapshotBytes) {
    return fail(ErrorCode::too_large, "a catalogue of " + std::to_string(bytes.size()) + " bytes");
  }
  AUDMG_CHECK(storage::put_small_object(snapshot_key(owner_), bytes, ports_.objects));
  saved_at_ = current_at_;
  events_since_saved_ = 0;
  return {};
}

}  // namespace audmg::library
