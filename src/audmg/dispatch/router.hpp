// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/route.hpp"
#include "audmg/http/request.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::dispatch {

using functions::Route;

/// Finds the function for a method and a path. Immutable, thread-safe.
class Router {
 public:
  /// The routes must outlive the router.
  explicit Router(std::span<const Route> routes);

  struct Match {
    /// Null: no route with this method; see `allow`.
    const Route* route = nullptr;
    http::Parameters path_parameters;
    /// The path's methods for an Allow field; "" when there is no such path.
    std::string allow;
  };
  /// `path` is decoded.
  [[nodiscard]] Match find(http::Method method, std::string_view path) const;
  /// Whether some route begins with the same segment, so that what is not found below it is an
  /// API's matter. `path` is decoded.
  [[nodiscard]] bool owns(std::string_view path) const;

 private:
  struct Row {
    const Route* route;
    std::vector<std::string_view> segments;
  };
  std::vector<Row> rows_;
};

}  // namespace audmg::dispatch
