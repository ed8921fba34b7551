// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/route.hpp"
#include "audmg/http/request.hpp"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace audmg::dispatch {

using functions::Route;

/// Finds the function for a method and a path. Immutable, thread-safe.
class Router {
 public:
  /// The routes must outlive the router. Precondition: no path begins with a parameter.
  explicit Router(std::span<const Route> routes);

  struct Match {
    /// Null when no route has this method; see `allow`.
    const Route* route = nullptr;
    http::Parameters path_parameters;
    /// The methods of the path, for an Allow field; "" when there is no such path.
    std::string allow;
  };
  /// Finds the route of a GET also for HEAD, unless it streams events; then the body of the
  /// response must not be sent. `path` is decoded.
  [[nodiscard]] Match find(http::Method method, std::string_view path) const;
  /// Returns whether some route begins with the same segment: then a path below it that is not
  /// found is the API's to answer. `path` is decoded.
  [[nodiscard]] bool owns(std::string_view path) const;

 private:
  struct Row {
    const Route* route;
    std::vector<std::string_view> segments;
  };
  /// Returns the routes that begin as the path does, in their order; null when there are none.
  [[nodiscard]] const std::vector<Row>* rows_of(std::string_view path) const;

  /// By first segment, so that a request is compared with a few routes and not with all of them.
  std::unordered_map<std::string_view, std::vector<Row>> rows_;
};

}  // namespace audmg::dispatch
