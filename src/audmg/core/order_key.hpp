// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace audmg {

// Keys that sort as text and leave room between any two, so that a member of an ordered list can be
// moved without changing the others.

/// Returns `count` keys in ascending order that sort after `low` and before `high`; "" means no
/// bound. Keys are of letters and digits, and stay short when keys are added at either end again
/// and again. Preconditions: both bounds are "" or such keys, and low < high if both are set.
[[nodiscard]] std::vector<std::string> order_keys_between(std::string_view low,
                                                          std::string_view high, std::size_t count);

/// Keys grow without end where one place is filled again and again: by a letter for every 14
/// members, or fewer. The keys around a long one begin with the same letters. Give new ones to all
/// keys that share its first kCrowdedBeginning letters, and these are short again.
inline constexpr std::size_t kCrowdedBeginning = 12;

}  // namespace audmg
