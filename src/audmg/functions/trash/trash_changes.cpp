// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/trash/trash_changes.hpp"

#include "audmg/database/file_change_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/functions/events/change_events.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/trashed_objects.hpp"
#include "audmg/notification/event_hub.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <set>

namespace audmg::functions {
namespace {

/// The time in the row of a doomed file: longer ago than any file was deleted.
constexpr TimePoint kDoomed{std::chrono::milliseconds{1}};

struct Move {
  /// Changes the time and returns true, or returns false for a file that is not concerned.
  std::function<bool(database::File&)> change;
  database::AnnounceFiles announce;
};

/// Looks what became of a change that failed, of which some files may have been moved. If the
/// outcome is unknown and nothing is left to move, it has happened: returns `moved` then.
Result<std::size_t> read_back(const UserId& owner, std::span<const FileId> ids, const Move& move,
                              std::size_t moved, const Error& error,
                              const ObjectServices& services) {
  services.event_hub.wake(owner);
  const auto rows = services.files.find_files(owner, ids);
  if (!rows) {
    services.trashed_objects.doubt();
    return std::unexpected(error);
  }
  services.trashed_objects.follow(owner, *rows, services.files);
  const auto is_left = [&](database::File row) { return move.change(row); };
  const bool has_happened =
      error.code == ErrorCode::unknown_outcome && std::ranges::none_of(*rows, is_left);
  if (!has_happened) return std::unexpected(error);
  return moved;
}

/// Returns how many files were moved.
Result<std::size_t> move_files(const UserId& owner, std::span<const FileId> ids, const Move& move,
                               const ObjectServices& services) {
  AUDMG_ASSERT(ids.size() <= kMaxFilesAtOnce);
  if (ids.empty()) return 0;
  std::set<FileId> moved;
  const auto change = [&](database::File& file) -> Result<bool> {
    if (!move.change(file)) {
      moved.erase(file.id);
      return false;
    }
    moved.insert(file.id);
    return true;
  };
  const auto outcomes = services.changes.change_files({.owner = owner,
                                                       .files = {ids.begin(), ids.end()},
                                                       .change = change,
                                                       .announce = move.announce});
  if (!outcomes) return read_back(owner, ids, move, moved.size(), outcomes.error(), services);
  std::vector<database::File> files;
  for (const database::ChangedFile& outcome : *outcomes) {
    if (outcome.file && moved.contains(outcome.id)) files.push_back(*outcome.file);
  }
  services.trashed_objects.follow(owner, files, services.files);
  services.event_hub.wake(owner);
  return files.size();
}

}  // namespace

bool is_in_trash(const database::File& file) noexcept {
  return file.trashed_at.has_value() && !is_doomed(file);
}

bool is_doomed(const database::File& file) noexcept {
  return file.trashed_at.has_value() && *file.trashed_at <= kDoomed;
}

Result<bool> put_in_trash(const UserId& owner, const FileId& id, const ObjectServices& services) {
  const TimePoint now = services.clock.now();
  const auto change = [now](database::File& file) {
    if (file.trashed_at) return false;
    file.trashed_at = now;
    return true;
  };
  const auto announce_files = [&](std::span<const database::File> files) {
    return announce(kFileTrashed, files.front(), file_detail(files.front()), services);
  };
  const std::array<FileId, 1> ids{id};
  AUDMG_TRY(const std::size_t moved, move_files(owner, ids, {change, announce_files}, services));
  return moved > 0;
}

Result<std::size_t> restore_from_trash(const UserId& owner, std::span<const FileId> ids,
                                       const ObjectServices& services,
                                       std::optional<TimePoint> trashed_before,
                                       const std::vector<database::OutboxMessage>& messages) {
  const auto change = [trashed_before](database::File& file) {
    if (!is_in_trash(file)) return false;
    if (trashed_before && *file.trashed_at >= *trashed_before) return false;
    file.trashed_at.reset();
    return true;
  };
  const auto announce_files = [&](std::span<const database::File> files) {
    database::Outbox outbox = announce_change(kFileRestored, files, services);
    outbox.messages.insert(outbox.messages.end(), messages.begin(), messages.end());
    return outbox;
  };
  return move_files(owner, ids, {change, announce_files}, services);
}

Result<std::size_t> doom(const UserId& owner, std::span<const FileId> ids, TimePoint trashed_before,
                         const ObjectServices& services,
                         const std::vector<database::OutboxMessage>& messages) {
  const auto change = [trashed_before](database::File& file) {
    if (!is_in_trash(file) || *file.trashed_at >= trashed_before) return false;
    file.trashed_at = kDoomed;
    return true;
  };
  // Its deletion is announced when its bytes are gone.
  const auto announce_files = [&](std::span<const database::File>) {
    return database::Outbox{.messages = messages, .events = {}};
  };
  return move_files(owner, ids, {change, announce_files}, services);
}

}  // namespace audmg::functions
