// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"

#include <cstddef>

namespace audmg::database::dynamodb {

struct EarlierFiles {
  /// Number of users that a call has counted.
  std::size_t users = 0;
  /// True once all are counted; then no further call is needed.
  bool is_done = false;
};

/// Counts the files of users from before files were counted (usage_steps.hpp), some users at each
/// call, until a mark in the table says that all are done. Does so once more a day later: while a
/// new version takes the place of the one before, processes of that one may still add files that
/// nobody counts. A user whose files change meanwhile is left to the next call. Any number of
/// processes may call it. Errors: those of Table.
[[nodiscard]] Result<EarlierFiles> count_earlier_files(Table& table, TimePoint now);

}  // namespace audmg::database::dynamodb
