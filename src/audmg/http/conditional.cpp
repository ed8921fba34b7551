// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/conditional.hpp"

#include "audmg/core/text.hpp"

#include <chrono>
#include <cstddef>
#include <optional>

namespace audmg::http {
namespace {

enum class Comparison { strong, weak };

bool is_weak(std::string_view etag) noexcept { return etag.starts_with("W/"); }
std::string_view opaque(std::string_view etag) noexcept {
  return etag.substr(is_weak(etag) ? 2 : 0);
}

/// RFC 9110 section 8.8.3.2.
bool same_etag(std::string_view a, std::string_view b, Comparison comparison) noexcept {
  if (comparison == Comparison::strong && (is_weak(a) || is_weak(b))) return false;
  return opaque(a) == opaque(b);
}

/// Returns the entity tag at the beginning of `list`; nothing when it begins with something else.
std::optional<std::string_view> first_etag(std::string_view list) noexcept {
  const std::size_t open = is_weak(list) ? 2 : 0;
  if (open >= list.size() || list[open] != '"') return std::nullopt;
  const std::size_t close = list.find('"', open + 1);
  if (close == std::string_view::npos) return std::nullopt;
  return list.substr(0, close + 1);
}

/// Stops where the list is malformed: the rest of it matches nothing.
bool list_matches(std::string_view list, std::string_view etag, Comparison comparison) noexcept {
  while (true) {
    list = trim_left(list, " \t,");
    const auto candidate = first_etag(list);
    if (!candidate) return list == "*";
    if (same_etag(*candidate, etag, comparison)) return true;
    list.remove_prefix(candidate->size());
  }
}

/// Returns nothing when there is no such field; a list may be spread over several.
std::optional<bool> field_matches(const Headers& headers, std::string_view name,
                                  std::string_view etag, Comparison comparison) {
  std::optional<bool> matches;
  for (const auto& [field_name, value] : headers.fields()) {
    if (!equals_ignore_case(field_name, name)) continue;
    matches = matches.value_or(false) || list_matches(value, etag, comparison);
  }
  return matches;
}

std::optional<TimePoint> date_field(const Headers& headers, std::string_view name) {
  const auto value = headers.find(name);
  return value ? parse_http_date(*value) : std::nullopt;
}

/// HTTP dates have no fractions of a second.
TimePoint whole_seconds(TimePoint time) { return std::chrono::floor<std::chrono::seconds>(time); }

}  // namespace

Precondition evaluate_preconditions(Method method, const Headers& headers,
                                    const Validators& validators) {
  const TimePoint modified = whole_seconds(validators.last_modified);
  if (const auto match = field_matches(headers, "If-Match", validators.etag, Comparison::strong)) {
    if (!*match) return Precondition::failed;
  } else if (const auto date = date_field(headers, "If-Unmodified-Since")) {
    if (modified > *date) return Precondition::failed;
  }
  const bool reads = method == Method::get || method == Method::head;
  if (const auto match =
          field_matches(headers, "If-None-Match", validators.etag, Comparison::weak)) {
    if (*match) return reads ? Precondition::not_modified : Precondition::failed;
  } else if (reads) {
    const auto date = date_field(headers, "If-Modified-Since");
    if (date && modified <= *date) return Precondition::not_modified;
  }
  return Precondition::proceed;
}

bool range_applies(const Headers& headers, const Validators& validators) {
  const auto value = headers.find("If-Range");
  if (!value) return true;
  if (const auto etag = first_etag(*value)) {
    return etag->size() == value->size() && same_etag(*etag, validators.etag, Comparison::strong);
  }
  const auto date = parse_http_date(*value);
  return date && *date == whole_seconds(validators.last_modified);
}

}  // namespace audmg::http
