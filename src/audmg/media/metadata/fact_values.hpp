// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Facts that several sources say in the same way.
namespace audmg::media {

/// Appends a cleaned keyword that the list does not have yet; drops what a record has no room for.
void add_keyword(std::vector<std::string>& keywords, std::string_view keyword);

/// Returns stars from 0 to 5, halves rounded down; nullopt for -1 ("rejected") and what cannot be.
[[nodiscard]] std::optional<std::uint32_t> rating_of(std::optional<double> stars);
/// Returns stars for what Windows writes: 1, 25, 50, 75 and 99 percent are 1 to 5.
[[nodiscard]] std::optional<std::uint32_t> rating_of_percent(std::optional<double> percent);

/// Joins the parts of a place's name that are known, from the smallest to the largest.
[[nodiscard]] std::string place_name(std::initializer_list<std::string_view> parts);

}  // namespace audmg::media
