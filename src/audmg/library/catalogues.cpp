// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/catalogues.hpp"

#include "audmg/catalogue/similar.hpp"
#include "audmg/catalogue/snapshot.hpp"
#include "audmg/core/number.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/library/catalogue_entry.hpp"
#include "audmg/library/changed_files.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/small_object.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>

namespace audmg::library {
namespace {

using catalogue::Catalogue;
using std::chrono::steady_clock;

/// Events are kept for 30 days; a catalogue that missed more than this is made anew.
constexpr std::chrono::days kEventsCover{25};
constexpr std::size_t kEventsPerRead = 1000;
constexpr std::size_t kRowsPerRead = 100;
constexpr std::size_t kRowsPerPage = 1000;
constexpr std::size_t kMaxSnapshotBytes = std::size_t{512} * 1024 * 1024;
/// A smaller catalogue is made from its rows as quickly as from a snapshot.
constexpr std::size_t kLeastSavedFiles = 200;
/// A snapshot is written again after so many events, and at least this share of the files.
constexpr std::size_t kEventsPerSnapshot = 1000;
constexpr std::size_t kFilesPerEvent = 20;

/// A catalogue's own cursor: when it was current, and the event that it was current with.
std::string catalogue_cursor(TimePoint current_at, std::string_view event) {
  return std::to_string(current_at.time_since_epoch().count()).append(" ").append(event);
}

struct CatalogueCursor {
  TimePoint current_at;
  std::string event;
};

std::optional<CatalogueCursor> parse_catalogue_cursor(std::string_view text) {
  const auto time = take_number<std::int64_t>(text);
  if (!time || !text.starts_with(' ')) return std::nullopt;
  return CatalogueCursor{TimePoint(std::chrono::milliseconds(*time)), std::string(text.substr(1))};
}

}  // namespace

struct OpenCatalogue::Shelf {
  explicit Shelf(UserId of) : owner(std::move(of)) {}

  const UserId owner;
  std::shared_timed_mutex mutex;
  // Guarded by it:
  std::optional<Catalogue> catalogue;
  std::string event_cursor;
  TimePoint newest_event_at;
  TimePoint current_at;
  std::size_t events_since_snapshot = 0;
  bool has_snapshot = false;
  /// Events that were applied and may be listed again, by their ids.
  std::unordered_set<std::string> applied;
  // Used without it:
  /// The last time at which events were looked for and all that were found were known or applied.
  std::atomic<TimePoint> looked_at;
  std::atomic<std::size_t> bytes = 0;

  std::mutex similar_mutex;
  std::optional<std::uint64_t> similar_version;
  std::vector<std::vector<FileId>> similar;
};

OpenCatalogue::OpenCatalogue(std::shared_ptr<Shelf> shelf,
                             std::shared_lock<std::shared_timed_mutex> lock)
    : shelf_(std::move(shelf)), lock_(std::move(lock)) {}

const Catalogue& OpenCatalogue::operator*() const noexcept { return *shelf_->catalogue; }

std::vector<std::vector<FileId>> OpenCatalogue::similar_pictures() const {
  const std::scoped_lock lock(shelf_->similar_mutex);
  const std::uint64_t version = (*this)->version();
  if (shelf_->similar_version != version) {
    shelf_->similar = catalogue::similar_pictures(**this);
    shelf_->similar_version = version;
  }
  return shelf_->similar;
}

std::string snapshot_key(const UserId& owner) {
  return std::string(kSnapshotsPrefix) + owner.text();
}

Catalogues::Catalogues(const Ports& ports, std::size_t max_bytes)
    : ports_(ports), max_bytes_(max_bytes) {}

Result<OpenCatalogue> Catalogues::open(const UserId& owner) {
  const auto end = steady_clock::now() + kPatience;
  const std::shared_ptr<Shelf> shelf = shelf_of(owner);
  std::shared_lock reading(shelf->mutex, end);
  const auto busy = [] {
    return fail(ErrorCode::unavailable, "the owner's catalogue is being made", true);
  };
  if (!reading) return busy();
  AUDMG_TRY(const bool news, has_news(*shelf));
  if (!news) return OpenCatalogue(shelf, std::move(reading));
  reading.unlock();
  {
    const std::unique_lock writing(shelf->mutex, end);
    if (!writing) return busy();
    AUDMG_CHECK(bring_up_to_date(*shelf, [end] { return steady_clock::now() >= end; }));
  }
  drop_least_used(*shelf);
  reading = std::shared_lock(shelf->mutex, end);
  if (!reading || !shelf->catalogue) return busy();
  return OpenCatalogue(shelf, std::move(reading));
}

Result<void> Catalogues::prepare(const UserId& owner, const std::stop_token& stop) {
  const auto snapshot = ports_.objects.head_object(snapshot_key(owner));
  if (snapshot) return {};
  if (snapshot.error().code != ErrorCode::not_found) return std::unexpected(snapshot.error());
  const std::shared_ptr<Shelf> shelf = shelf_of(owner);
  {
    const std::unique_lock writing(shelf->mutex);
    AUDMG_CHECK(bring_up_to_date(*shelf, [&stop] { return stop.stop_requested(); }));
  }
  drop_least_used(*shelf);
  return {};
}

std::shared_ptr<OpenCatalogue::Shelf> Catalogues::shelf_of(const UserId& owner) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_owner_.find(owner.text());
  if (found != by_owner_.end()) {
    shelves_.splice(shelves_.begin(), shelves_, found->second);
    return *found->second;
  }
  shelves_.push_front(std::make_shared<Shelf>(owner));
  by_owner_[owner.text()] = shelves_.begin();
  return shelves_.front();
}

/// Returns the cursor behind which there may be events that were not applied. Once kEventLag has
/// passed between the newest event that is known and a look for events, no event that is still to
/// be committed can come before that one.
std::string Catalogues::unread_after(const Shelf& shelf) const {
  const bool is_settled = shelf.looked_at.load() - shelf.newest_event_at > database::kEventLag;
  return is_settled ? shelf.event_cursor : ports_.events.rewind(shelf.event_cursor);
}

/// Called with the shelf locked, shared or not.
Result<bool> Catalogues::has_news(Shelf& shelf) {
  const TimePoint now = ports_.clock.now();
  if (!shelf.catalogue || now - shelf.current_at > kEventsCover) return true;
  std::string after = unread_after(shelf);
  for (;;) {
    AUDMG_TRY(
        const auto events,
        ports_.events.list_events({.owner = shelf.owner, .after = after, .limit = kEventsPerRead}));
    const auto is_new = [&](const database::Event& event) {
      return !shelf.applied.contains(event.id.text());
    };
    if (std::ranges::any_of(events, is_new)) return true;
    if (events.size() < kEventsPerRead) break;
    after = events.back().cursor;
  }
  shelf.looked_at = now;
  return false;
}

Result<void> Catalogues::bring_up_to_date(Shelf& shelf, const GiveUp& give_up) {
  const TimePoint now = ports_.clock.now();
  if (shelf.catalogue && now - shelf.current_at > kEventsCover) shelf.catalogue.reset();
  if (!shelf.catalogue) {
    AUDMG_TRY(const bool loaded, load(shelf));
    if (!loaded) AUDMG_CHECK(build(shelf, give_up));
  }
  AUDMG_CHECK(catch_up(shelf, give_up));
  shelf.current_at = now;
  shelf.looked_at = now;
  shelf.bytes = shelf.catalogue->bytes();
  save_when_due(shelf);
  return {};
}

/// Returns whether there is a snapshot that can be used.
Result<bool> Catalogues::load(Shelf& shelf) {
  const auto bytes =
      storage::get_small_object(snapshot_key(shelf.owner), kMaxSnapshotBytes, ports_.objects);
  if (!bytes && bytes.error().code == ErrorCode::not_found) return false;
  if (!bytes) return std::unexpected(bytes.error());
  auto read = catalogue::read_snapshot(*bytes);
  const auto cursor = read ? parse_catalogue_cursor(read->cursor()) : std::nullopt;
  if (!cursor) {
    ports_.logger.log(telemetry::Level::warning, "catalogue_made_anew",
                      {{"userId", std::string_view(shelf.owner.text())}});
    return false;
  }
  if (ports_.clock.now() - cursor->current_at > kEventsCover) return false;
  shelf.catalogue = *std::move(read);
  shelf.event_cursor = cursor->event;
  shelf.current_at = cursor->current_at;
  shelf.looked_at = TimePoint{};
  shelf.applied.clear();
  shelf.events_since_snapshot = 0;
  shelf.has_snapshot = true;
  return true;
}

/// The cursor is taken before the rows are read: what changes meanwhile is read once more.
Result<void> Catalogues::build(Shelf& shelf, const GiveUp& give_up) {
  AUDMG_TRY(std::string cursor, ports_.events.newest_cursor(shelf.owner));
  Catalogue made;
  FileId before;
  for (;;) {
    AUDMG_TRY(const auto page,
              ports_.files.list_files(
                  {.owner = shelf.owner, .kind = {}, .before = before, .limit = kRowsPerPage}));
    for (const database::File& file : page) put_file(made, file, ports_.logger);
    if (page.size() < kRowsPerPage) break;
    before = page.back().id;
    if (give_up()) {
      return fail(ErrorCode::unavailable, "the owner's catalogue takes long to make", true);
    }
  }
  shelf.catalogue = std::move(made);
  shelf.event_cursor = std::move(cursor);
  shelf.looked_at = TimePoint{};
  shelf.applied.clear();
  shelf.has_snapshot = false;
  return {};
}

Result<void> Catalogues::catch_up(Shelf& shelf, const GiveUp& give_up) {
  std::string after = unread_after(shelf);
  std::unordered_set<std::string> seen;
  for (;;) {
    AUDMG_TRY(
        const auto events,
        ports_.events.list_events({.owner = shelf.owner, .after = after, .limit = kEventsPerRead}));
    ChangedFiles changed;
    for (const database::Event& event : events) {
      seen.insert(event.id.text());
      if (shelf.applied.contains(event.id.text())) continue;
      changed.add(event);
      ++shelf.events_since_snapshot;
    }
    AUDMG_CHECK(apply(shelf, std::move(changed).take()));
    if (!events.empty()) {
      after = events.back().cursor;
      shelf.event_cursor = after;
      shelf.newest_event_at = events.back().at;
    }
    if (events.size() < kEventsPerRead) break;
    if (give_up()) {
      return fail(ErrorCode::unavailable, "the owner's catalogue is far behind", true);
    }
  }
  shelf.applied = std::move(seen);
  return {};
}

Result<void> Catalogues::apply(Shelf& shelf, const std::vector<FileId>& changed) {
  for (std::size_t first = 0; first < changed.size(); first += kRowsPerRead) {
    const auto ids =
        std::span(changed).subspan(first, std::min(kRowsPerRead, changed.size() - first));
    AUDMG_TRY(const auto files, ports_.files.find_files(shelf.owner, ids));
    std::unordered_set<std::string_view> there;
    for (const database::File& file : files) {
      if (file.trashed_at) continue;
      there.insert(file.id.text());
      put_file(*shelf.catalogue, file, ports_.logger);
    }
    for (const FileId& id : ids) {
      if (!there.contains(id.text())) shelf.catalogue->remove(id);
    }
  }
  return {};
}

/// A snapshot that cannot be written costs only time, so that is logged.
void Catalogues::save_when_due(Shelf& shelf) {
  const std::size_t files = shelf.catalogue->size();
  const std::size_t events =
      shelf.has_snapshot ? std::max(kEventsPerSnapshot, files / kFilesPerEvent) : 0;
  if (files < kLeastSavedFiles || shelf.events_since_snapshot < events) return;
  shelf.catalogue->set_cursor(catalogue_cursor(shelf.current_at, shelf.event_cursor));
  const auto bytes = catalogue::write_snapshot(*shelf.catalogue);
  const Result<void> written =
      bytes ? storage::put_small_object(snapshot_key(shelf.owner), *bytes, ports_.objects)
            : std::unexpected(bytes.error());
  shelf.events_since_snapshot = 0;
  shelf.has_snapshot = true;
  if (written) return;
  ports_.logger.log(telemetry::Level::warning, "catalogue_not_saved",
                    {{"userId", std::string_view(shelf.owner.text())},
                     {"error", std::string_view(written.error().message)}});
}

void Catalogues::drop_least_used(const Shelf& in_use) {
  const std::scoped_lock lock(mutex_);
  std::size_t sum = 0;
  for (auto at = shelves_.begin(); at != shelves_.end();) {
    sum += (*at)->bytes;
    if (sum <= max_bytes_ || at->get() == &in_use) {
      ++at;
      continue;
    }
    sum -= (*at)->bytes;
    by_owner_.erase((*at)->owner.text());
    at = shelves_.erase(at);
  }
}

}  // namespace audmg::library
