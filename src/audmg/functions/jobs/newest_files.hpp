// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/user_repository.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

namespace audmg::functions {

/// A walk over the files of all owners, newest first, by pages. Thread-safe; one call at a time.
class NewestFiles {
 public:
  /// Both must outlive it.
  NewestFiles(database::UserRepository& users, database::FileRepository& files)
      : users_(users), files_(files) {}

  /// Lists at most `limit` files that are older than `before` (empty: from the newest). Costs a
  /// query for each owner, unless it goes on within a minute where the last call ended: then only
  /// what that many files cost, and each may be as it was a minute ago. Blocks. Errors: those of
  /// the repositories.
  [[nodiscard]] Result<std::vector<database::File>> list_before(const FileId& before,
                                                                std::size_t limit);

 private:
  /// An owner with files ahead; `files` is never empty in owners_.
  struct Owner {
    UserId id;
    std::deque<database::File> files{};
    bool has_more = true;
  };

  [[nodiscard]] bool goes_on_from(const FileId& before) const;
  [[nodiscard]] Result<void> begin(const FileId& before);
  [[nodiscard]] Result<void> read_ahead(Owner& owner, const FileId& before) const;

  database::UserRepository& users_;
  database::FileRepository& files_;
  std::mutex mutex_;
  /// A heap: the owner of the newest file is at the front.
  std::vector<Owner> owners_;
  std::size_t files_ahead_ = 0;
  /// The last file that was listed; empty before the first call and after an error.
  FileId position_{};
  std::chrono::steady_clock::time_point last_call_{};
};

}  // namespace audmg::functions
