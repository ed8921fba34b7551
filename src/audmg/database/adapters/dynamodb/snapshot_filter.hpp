// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"

#include <chrono>
#include <functional>
#include <set>
#include <string>

namespace audmg::database::dynamodb {

/// Largest difference between the clocks of a drive's servers.
inline constexpr std::chrono::seconds kMaxClockSkew{5};

/// Turns a scan that takes a while, during which other processes write, into the state of one
/// moment. It is asked about each item in the order of the scan. Guarantees:
///  * A file that was acknowledged before the scan began, and is not deleted meanwhile, is kept:
///    its row was there all the time. A file that was uploaded later is left out, wherever the scan
///    was.
///  * Every row that is kept is whole, because an item is read at one instant. The items that are
///    made from it are left out here and made anew (derived_items()), so that neither exists
///    without the other.
///  * A file is only in collections that are kept: they come before the files of their owner.
///  * A user's items are kept if the account, which comes first among them, was seen.
///  * An event that was written before the scan began is kept; later ones are left out.
/// Items of unknown kinds are kept, so that kinds that are added later are not forgotten.
class SnapshotFilter {
 public:
  explicit SnapshotFilter(TimePoint began) : cut_(began + kMaxClockSkew) {}

  [[nodiscard]] bool keeps(const Item& item);
  /// Takes the collections off a kept file that are not kept. Errors: corrupt.
  [[nodiscard]] Result<void> trim(Item& item) const;

 private:
  [[nodiscard]] bool keeps_of_user(const Item& item);

  const TimePoint cut_;
  /// The partition of the account that was seen last.
  std::string user_pk_;
  /// The collections of that account.
  std::set<std::string, std::less<>> collections_;
};

}  // namespace audmg::database::dynamodb
