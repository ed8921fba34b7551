// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/event_filter.hpp"

#include "audmg/notification/event_json.hpp"

#include <algorithm>
#include <utility>

namespace audmg::notification {
namespace {

bool is_pattern(std::string_view text) noexcept {
  if (text == "*") return true;
  // "alarm.*": with any word in place of the star it must be a type.
  if (text.ends_with(".*"))
    return is_event_type(std::string(text.substr(0, text.size() - 1)) + 'x');
  return is_event_type(text);
}

}  // namespace

Result<EventFilter> EventFilter::parse(const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) {
    if (is_pattern(pattern)) continue;
    return fail(ErrorCode::invalid_argument,
                "\"" + pattern + "\" is no type of event such as file.failed or alarm.*");
  }
  return EventFilter(patterns);
}

bool EventFilter::matches(std::string_view type) const noexcept {
  return std::ranges::any_of(patterns_, [type](std::string_view pattern) {
    if (!pattern.ends_with('*')) return pattern == type;
    return type.starts_with(pattern.substr(0, pattern.size() - 1));
  });
}

}  // namespace audmg::notification
