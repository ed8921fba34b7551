// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/target.hpp"

#include "audmg/core/percent.hpp"
#include "audmg/core/text.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace audmg::http {
namespace {

bool is_forbidden(char c) noexcept { return is_control(c) || c == ' ' || c == '#'; }

/// Removes "http://authority"; returns the target unchanged when it has none.
std::optional<std::string_view> origin_form(std::string_view target) {
  if (target.starts_with('/')) return target;
  const std::size_t scheme_end = target.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  const std::string_view scheme = target.substr(0, scheme_end);
  if (!equals_ignore_case(scheme, "http") && !equals_ignore_case(scheme, "https")) {
    return std::nullopt;
  }
  const std::size_t path = target.find('/', scheme_end + 3);
  if (path == std::string_view::npos || path == scheme_end + 3) return std::nullopt;
  return target.substr(path);
}

std::optional<Parameters> parse_query(std::string_view query) {
  Parameters parameters;
  while (!query.empty()) {
    const std::string_view pair = take_until(query, '&');
    const std::size_t equals = pair.find('=');
    auto name = percent_decode(pair.substr(0, equals), Plus::space);
    auto value = percent_decode(
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1),
        Plus::space);
    if (!name || !value) return std::nullopt;
    if (!name->empty()) parameters.add(std::move(*name), std::move(*value));
  }
  return parameters;
}

}  // namespace

std::expected<Target, TargetError> parse_target(std::string_view target) {
  if (target.size() > kMaxTargetBytes) return std::unexpected(TargetError::too_long);
  if (std::ranges::any_of(target, is_forbidden)) return std::unexpected(TargetError::malformed);
  const auto origin = origin_form(target);
  if (!origin) return std::unexpected(TargetError::malformed);
  const std::size_t mark = origin->find('?');
  auto path = percent_decode(origin->substr(0, mark), Plus::literal);
  if (!path || path->find('\0') != std::string::npos) {
    return std::unexpected(TargetError::malformed);
  }
  auto query =
      parse_query(mark == std::string_view::npos ? std::string_view() : origin->substr(mark + 1));
  if (!query) return std::unexpected(TargetError::malformed);
  return Target{std::move(*path), std::move(*query), *origin};
}

}  // namespace audmg::http
