// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/trash/purge_trash.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/database/trash_repository.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/integrity/deletion.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/trash/trash_changes.hpp"
#include "audmg/functions/trashed_objects.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kFilesPerRound = 100;
static_assert(kFilesPerRound <= kMaxFilesAtOnce);

/// A deletion whose outcome is unknown has happened when the row is gone.
Result<std::optional<database::File>> delete_row(const database::File& file,
                                                 const ObjectServices& services) {
  const database::Outbox outbox = announce(kFileDeleted, file, file_detail(file), services);
  auto deleted = services.files.delete_file(file.owner, file.id, outbox);
  if (deleted || deleted.error().code != ErrorCode::unknown_outcome) return deleted;
  const auto found = services.files.find_file(file.owner, file.id);
  if (!found || *found) return deleted;
  return file;
}

void log_failure(const UserId& owner, const Error& error, const ObjectServices& services) {
  services.logger.log(
      telemetry::Level::warning, "trash_not_purged",
      {{"userId", std::string_view(owner.text())}, {"error", std::string_view(error.message)}});
}

/// Dooms files of one owner, and returns those that nobody can restore any more.
Result<std::vector<database::File>> doom_overdue(const UserId& owner,
                                                 const std::vector<FileId>& ids,
                                                 TimePoint trashed_before,
                                                 const ObjectServices& services) {
  AUDMG_CHECK(doom(owner, ids, trashed_before, services));
  AUDMG_TRY(auto rows, services.files.find_files(owner, ids));
  std::erase_if(rows, [](const database::File& row) { return !is_doomed(row); });
  return rows;
}

/// Returns those of the files that nobody can restore any more. An owner whose files cannot be
/// changed does not keep the others.
std::vector<database::File> doomed_among(const std::vector<database::File>& files,
                                         TimePoint trashed_before, const ObjectServices& services) {
  std::map<UserId, std::vector<FileId>> overdue;
  for (const database::File& file : files) overdue[file.owner].push_back(file.id);
  std::vector<database::File> doomed;
  for (const auto& [owner, ids] : overdue) {
    if (auto rows = doom_overdue(owner, ids, trashed_before, services); rows) {
      std::ranges::move(*rows, std::back_inserter(doomed));
    } else {
      log_failure(owner, rows.error(), services);
    }
  }
  return doomed;
}

}  // namespace

Result<bool> delete_for_good(const database::File& file, const ObjectServices& services) {
  AUDMG_TRY(const auto deleted, delete_row(file, services));
  if (!deleted) return false;
  services.event_hub.wake(deleted->owner);
  delete_objects_of(*deleted, services);
  if (deleted->trashed_at) {
    services.trashed_objects.follow(deleted->owner, std::span(&*deleted, 1), services.files);
  }
  return true;
}

Result<std::size_t> purge_trash(const std::function<bool()>& is_over,
                                const ObjectServices& services) {
  AUDMG_CHECK(services.trashed_objects.clear_doubt(services.trash));
  // One millisecond more, so that without a trash nothing is too new.
  const TimePoint cutoff =
      services.clock.now() - services.policies.trash_retention + std::chrono::milliseconds(1);
  database::ListOverdueTrashRequest page{.trashed_before = cutoff, .limit = kFilesPerRound};
  std::size_t deleted = 0;
  while (!is_over()) {
    AUDMG_TRY(const auto overdue, services.trash.list_overdue_trash(page));
    if (overdue.empty()) break;
    page.after_time = overdue.back().trashed_at.value_or(TimePoint{});
    page.after_id = overdue.back().id;
    for (const database::File& file : doomed_among(overdue, cutoff, services)) {
      if (is_over()) return deleted;
      if (const auto gone = delete_for_good(file, services); gone) {
        ++deleted;
      } else {
        services.logger.log(telemetry::Level::warning, "trash_not_purged",
                            {{"userId", std::string_view(file.owner.text())},
                             {"fileId", std::string_view(file.id.text())},
                             {"error", std::string_view(gone.error().message)}});
      }
    }
    if (overdue.size() < page.limit) break;
  }
  return deleted;
}

}  // namespace audmg::functions
