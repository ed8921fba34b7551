// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace audmg::database::dynamodb {

/// How far the clocks of a drive's servers may differ.
inline constexpr std::chrono::seconds kMaxClockSkew{5};

/// Makes a state of one moment of a scan that takes a while, with other processes writing. It is
/// asked about each item in the order of the scan. What holds:
/// * A file that was acknowledged before the scan began, and is not deleted meanwhile, is kept: its
///   row was there all the time. One that was uploaded later is left out, wherever the scan was.
/// * Every row that is kept is whole, because an item is read at one instant; what goes with it is
///   left out here and made anew from it (locks_of()), so that never one is there without
///   the other.
/// * A user's items are kept when the account was seen, which stands at their beginning.
/// * Events are kept up to the number that the user's counter had.
/// What is not known here is kept, so that kinds of items that come later are not forgotten.
class SnapshotFilter {
 public:
  explicit SnapshotFilter(TimePoint began) : cut_(began + kMaxClockSkew) {}

  [[nodiscard]] bool keeps(const Item& item);

 private:
  [[nodiscard]] bool keeps_of_user(const Item& item);

  const TimePoint cut_;
  /// The partition of the account seen last.
  std::string user_pk_;
  /// The partition of the counter of events seen last, and what it said.
  std::string counter_pk_;
  std::uint64_t last_event_ = 0;
};

}  // namespace audmg::database::dynamodb
