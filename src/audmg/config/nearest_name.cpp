// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/nearest_name.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace audmg::config {
namespace {

// Levenshtein distance; both texts are short.
std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> known) {
  constexpr std::size_t kMaxNameLength = 64;
  constexpr std::size_t kMaxEdits = 5;
  std::string_view nearest;
  if (name.size() > kMaxNameLength) return nearest;
  std::size_t fewest = kMaxEdits + 1;
  for (const std::string_view candidate : known) {
    const std::size_t edits = edits_between(name, candidate);
    if (edits < fewest) {
      fewest = edits;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace audmg::config
