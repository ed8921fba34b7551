// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/fact_values.hpp"

#include "audmg/media/metadata/fact_text.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <algorithm>
#include <utility>

namespace audmg::media {

void add_keyword(std::vector<std::string>& keywords, std::string_view keyword) {
  std::string clean = clean_line(keyword, kMaxKeywordBytes);
  if (clean.empty() || keywords.size() >= kMaxKeywords) return;
  if (std::ranges::find(keywords, clean) == keywords.end()) keywords.push_back(std::move(clean));
}

std::optional<std::uint32_t> rating_of(std::optional<double> stars) {
  if (!stars || !FactRange{0, kMaxRating}.contains(*stars)) return std::nullopt;
  return static_cast<std::uint32_t>(*stars);
}

std::optional<std::uint32_t> rating_of_percent(std::optional<double> percent) {
  if (!percent || !FactRange{0, 100}.contains(*percent)) return std::nullopt;
  if (*percent < 1) return 0;
  constexpr double kPercentOfStar = 25;
  const auto more = static_cast<std::uint32_t>(*percent / kPercentOfStar + 0.5);
  return std::min(1 + more, kMaxRating);
}

std::string place_name(std::initializer_list<std::string_view> parts) {
  std::string name;
  std::string last;
  for (const std::string_view part : parts) {
    std::string clean = clean_line(part, kMaxTextFactBytes);
    if (clean.empty() || clean == last) continue;  // "Singapore, Singapore"
    if (!name.empty()) name += ", ";
    name += clean;
    last = std::move(clean);
  }
  return clean_line(name, kMaxTextFactBytes);
}

}  // namespace audmg::media
