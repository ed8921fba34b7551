// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/trashed_objects.hpp"

#include "audmg/database/companion.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/trash_repository.hpp"
#include "audmg/functions/object_keys.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kFilesPerPage = 1000;
constexpr TimePoint kEndOfTime{std::chrono::milliseconds{253'402'300'799'000}};  // the year 9999

/// Returns the id that tells the object's key from all others; "" for a key of another kind.
std::string_view id_in(std::string_view object_key) {
  if (object_key.starts_with(kRenditionsPrefix)) {
    // deriv/<owner>/<file>/<recipe>
    object_key = object_key.substr(0, object_key.rfind('/'));
  } else if (!object_key.starts_with(kOriginalsPrefix)) {
    return {};
  }
  return object_key.substr(object_key.rfind('/') + 1);
}

std::vector<std::string_view> ids_of(const database::File& file) {
  std::vector<std::string_view> ids = {file.id.text(), id_in(file.object_key)};
  for (const database::Companion& companion : file.companions) {
    ids.push_back(id_in(companion.object_key));
  }
  // "" would stand for all objects of other kinds.
  std::erase(ids, std::string_view());
  return ids;
}

}  // namespace

Result<void> TrashedObjects::load(database::TrashRepository& trash) {
  const std::lock_guard reading(reading_);
  loaded_ = true;
  is_doubted_ = true;
  return read_again(trash);
}

Result<void> TrashedObjects::clear_doubt(database::TrashRepository& trash) {
  if (!loaded_ || !is_doubted_) return {};
  const std::lock_guard reading(reading_);
  return read_again(trash);
}

Result<void> TrashedObjects::read_again(database::TrashRepository& trash) {
  // Doubts that come up meanwhile stay.
  is_doubted_ = false;
  Ids ids;
  database::ListOverdueTrashRequest page{.trashed_before = kEndOfTime, .limit = kFilesPerPage};
  for (;;) {
    const auto files = trash.list_overdue_trash(page);
    if (!files) {
      is_doubted_ = true;
      return std::unexpected(files.error());
    }
    for (const database::File& file : *files) {
      for (const std::string_view id : ids_of(file)) ids.emplace(id);
    }
    if (files->size() < page.limit) break;
    page.after_time = files->back().trashed_at.value_or(TimePoint{});
    page.after_id = files->back().id;
  }
  const std::lock_guard lock(mutex_);
  ids_ = std::move(ids);
  return {};
}

void TrashedObjects::follow(const UserId& owner, std::span<const database::File> changed,
                            database::FileRepository& files) {
  if (!loaded_ || changed.empty()) return;
  std::vector<FileId> ids;
  ids.reserve(changed.size());
  for (const database::File& file : changed) ids.push_back(file.id);
  const std::lock_guard reading(reading_);
  const auto rows = files.find_files(owner, ids);
  for (const database::File& file : changed) {
    const database::File* now = &file;
    if (rows) {
      const auto row = std::ranges::find(*rows, file.id, &database::File::id);
      now = row != rows->end() ? &*row : nullptr;
    }
    if (now != nullptr && now->trashed_at) {
      note(*now);
    } else {
      forget(file);
    }
  }
}

bool TrashedObjects::covers(std::string_view object_key) const {
  const std::shared_lock lock(mutex_);
  return !ids_.empty() && ids_.contains(id_in(object_key));
}

void TrashedObjects::note(const database::File& file) {
  const std::lock_guard lock(mutex_);
  for (const std::string_view id : ids_of(file)) ids_.emplace(id);
}

void TrashedObjects::forget(const database::File& file) {
  const std::lock_guard lock(mutex_);
  for (const std::string_view id : ids_of(file)) {
    if (const auto found = ids_.find(id); found != ids_.end()) ids_.erase(found);
  }
}

}  // namespace audmg::functions
