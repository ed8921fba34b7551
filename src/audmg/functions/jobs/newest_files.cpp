// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/newest_files.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

namespace audmg::functions {
namespace {

using database::File;

constexpr std::size_t kUsersPerPage = 100;

/// Both are sorted; so is the result, which keeps the newest `limit`.
void merge_newest(std::vector<File> more, std::size_t limit, std::vector<File>& newest) {
  const auto middle = static_cast<std::ptrdiff_t>(newest.size());
  std::ranges::move(more, std::back_inserter(newest));
  std::ranges::inplace_merge(newest, newest.begin() + middle, std::greater{}, &File::id);
  newest.resize(std::min(newest.size(), limit));
}

}  // namespace

Result<std::vector<File>> list_newest_files(const FileId& before, std::size_t limit,
                                            database::UserRepository& users,
                                            database::FileRepository& files) {
  std::vector<File> newest;
  UserId after;
  for (;;) {
    AUDMG_TRY(const auto page, users.list_users(after, kUsersPerPage));
    for (const database::User& user : page) {
      AUDMG_TRY(auto of_user,
                files.list_files(
                    {.owner = user.id, .kind = std::nullopt, .before = before, .limit = limit}));
      merge_newest(std::move(of_user), limit, newest);
    }
    if (page.size() < kUsersPerPage) return newest;
    after = page.back().id;
  }
}

}  // namespace audmg::functions
