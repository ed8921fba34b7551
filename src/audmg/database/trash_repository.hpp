// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"

#include <cstddef>
#include <vector>

namespace audmg::database {

struct ListTrashRequest {
  UserId owner;
  /// Files that came into the trash before this one, which need not be there any more; with an
  /// empty id: from the newest.
  TimePoint before_time{};
  FileId before_id{};
  std::size_t limit = 50;
};

struct ListOverdueTrashRequest {
  /// Files that came into the trash before this.
  TimePoint trashed_before;
  /// Files after this one in the order of the list; with an empty id: from the start.
  TimePoint after_time{};
  FileId after_id{};
  std::size_t limit = 100;
};

/// Lists of the files in the trash, which FileChangeRepository puts there and takes out. A list
/// that is shorter than its limit is at its end, also when files leave the trash while it is read.
/// Rows that cannot be read are passed over and reported (database/unreadable_rows.hpp).
/// May block; thread-safe. Errors of all methods: unavailable, internal.
class TrashRepository {
 public:
  TrashRepository() = default;
  TrashRepository(const TrashRepository&) = delete;
  TrashRepository& operator=(const TrashRepository&) = delete;
  virtual ~TrashRepository() = default;

  /// Lists an owner's files in the trash; what came there last comes first, of equal times the
  /// greatest id.
  [[nodiscard]] virtual Result<std::vector<File>> list_trash(const ListTrashRequest& request) = 0;
  /// Lists files of all owners that have been in the trash for longest, by time and id.
  [[nodiscard]] virtual Result<std::vector<File>> list_overdue_trash(
      const ListOverdueTrashRequest& request) = 0;
};

}  // namespace audmg::database
