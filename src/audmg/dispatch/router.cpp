// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/dispatch/router.hpp"

#include "audmg/core/result.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace audmg::dispatch {
namespace {

/// Takes the first segment off a path; the path must begin with "/".
std::string_view next_segment(std::string_view& path) {
  path.remove_prefix(1);
  const auto segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

/// Returns whether the route answers the method: a HEAD is answered as a GET, without its body (RFC
/// 9110 section 9.3.2). A stream of events has no length that a HEAD could tell.
bool serves(const Route& route, http::Method method) {
  if (route.method == method) return true;
  return method == http::Method::head && route.method == http::Method::get &&
         std::holds_alternative<functions::RespondHandler>(route.handler);
}

bool matches(const std::vector<std::string_view>& segments, std::string_view path) {
  for (const auto expected : segments) {
    if (path.empty()) return false;
    const auto segment = next_segment(path);
    if (is_parameter(expected) ? segment.empty() : segment != expected) return false;
  }
  return path.empty();
}

}  // namespace

Router::Router(std::span<const Route> routes) {
  for (const auto& route : routes) {
    Row row{&route, {}};
    for (auto rest = route.path; !rest.empty();) row.segments.push_back(next_segment(rest));
    AUDMG_ASSERT(!row.segments.empty() && !is_parameter(row.segments.front()));
    rows_[row.segments.front()].push_back(std::move(row));
  }
}

const std::vector<Router::Row>* Router::rows_of(std::string_view path) const {
  if (path.empty()) return nullptr;
  const auto found = rows_.find(next_segment(path));
  return found == rows_.end() ? nullptr : &found->second;
}

Router::Match Router::find(http::Method method, std::string_view path) const {
  Match match;
  const std::vector<Row>* const rows = rows_of(path);
  if (rows == nullptr) return match;
  // A path without parameters is not also one of those with them, as in API Gateway.
  const bool is_literal =
      std::ranges::any_of(*rows, [path](const Row& row) { return row.route->path == path; });
  for (const auto& row : *rows) {
    if (is_literal ? row.route->path != path : !matches(row.segments, path)) continue;
    if (!serves(*row.route, method)) {
      if (!match.allow.empty()) match.allow += ", ";
      match.allow += http::to_string(row.route->method);
      if (serves(*row.route, http::Method::head)) match.allow += ", HEAD";
      continue;
    }
    auto rest = path;
    for (const auto name : row.segments) {
      const auto segment = next_segment(rest);
      if (!is_parameter(name)) continue;
      match.path_parameters.add(std::string(name.substr(1, name.size() - 2)), std::string(segment));
    }
    match.route = row.route;
    break;
  }
  return match;
}

bool Router::owns(std::string_view path) const { return rows_of(path) != nullptr; }

}  // namespace audmg::dispatch
