// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/collection.hpp"
#include "audmg/functions/services.hpp"

#include <cstddef>
#include <string_view>

namespace audmg::functions {

/// The longest position that a member keeps. A place at which others are inserted again and again
/// gets there after some hundred of them (core/order_key.hpp).
inline constexpr std::size_t kLongestPosition = 48;

/// Call it with the longest position that members were moved to. If it is longer than `longest`,
/// gives new positions to the members around that place, which keep their order; they are announced
/// as any others that move, and get their next revisions. Lists that are being read page by page
/// meanwhile may show some of them twice or not at all. A failure is logged, and made up for after
/// one of the next moves.
void respace_members(const database::Collection& collection, std::string_view position,
                     const OrganiseServices& services, std::size_t longest = kLongestPosition);

}  // namespace audmg::functions
