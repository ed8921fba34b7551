// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/newest_files.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace audmg::functions {
namespace {

using database::File;

constexpr std::size_t kUsersPerPage = 100;
/// Files that are read ahead of the walk, for all owners together; but some for each.
constexpr std::size_t kFilesAhead = 1000;
constexpr std::size_t kLeastAhead = 4;
constexpr std::size_t kMostAhead = 200;
/// Files read ahead are not used any longer than this.
constexpr std::chrono::minutes kMaxAge{1};

/// The order of the heap.
constexpr auto is_older = [](const auto& left, const auto& right) {
  return left.files.front().id < right.files.front().id;
};

}  // namespace

bool NewestFiles::goes_on_from(const FileId& before) const {
  return !before.empty() && before == position_ &&
         std::chrono::steady_clock::now() - last_call_ <= kMaxAge;
}

Result<void> NewestFiles::read_ahead(Owner& owner, const FileId& before) const {
  AUDMG_TRY(
      auto page,
      files_.list_files(
          {.owner = owner.id, .kind = std::nullopt, .before = before, .limit = files_ahead_}));
  owner.has_more = page.size() == files_ahead_;
  owner.files.assign(std::move_iterator(page.begin()), std::move_iterator(page.end()));
  return {};
}

Result<void> NewestFiles::begin(const FileId& before) {
  owners_.clear();
  std::vector<UserId> ids;
  UserId after;
  for (;;) {
    AUDMG_TRY(const auto page, users_.list_users(after, kUsersPerPage));
    for (const database::User& user : page) ids.push_back(user.id);
    if (page.size() < kUsersPerPage) break;
    after = page.back().id;
  }
  files_ahead_ =
      std::clamp(kFilesAhead / std::max<std::size_t>(ids.size(), 1), kLeastAhead, kMostAhead);
  for (UserId& id : ids) {
    Owner owner{.id = std::move(id)};
    AUDMG_CHECK(read_ahead(owner, before));
    if (!owner.files.empty()) owners_.push_back(std::move(owner));
  }
  std::ranges::make_heap(owners_, is_older);
  return {};
}

Result<std::vector<File>> NewestFiles::list_before(const FileId& before, std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  const bool goes_on = goes_on_from(before);
  // Set again once all went well.
  position_ = {};
  if (!goes_on) AUDMG_CHECK(begin(before));
  last_call_ = std::chrono::steady_clock::now();
  std::vector<File> newest;
  while (newest.size() < limit && !owners_.empty()) {
    std::ranges::pop_heap(owners_, is_older);
    Owner& owner = owners_.back();
    newest.push_back(std::move(owner.files.front()));
    owner.files.pop_front();
    if (owner.files.empty() && owner.has_more) {
      AUDMG_CHECK(read_ahead(owner, newest.back().id));
    }
    if (owner.files.empty()) {
      owners_.pop_back();
    } else {
      std::ranges::push_heap(owners_, is_older);
    }
  }
  if (!newest.empty()) position_ = newest.back().id;
  return newest;
}

}  // namespace audmg::functions
