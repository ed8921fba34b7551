// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/client/connection.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::client {

/// Parameters of a request by name; those with an empty value are left out.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Returns "/retrieve?kind=image&limit=200".
[[nodiscard]] std::string target_with(std::string_view path, const Parameters& parameters);

/// A list that the drive gives page by page.
struct Listing {
  std::string path = "/retrieve";
  /// Name of the array in each page.
  std::string_view items = "files";
  Parameters parameters{};
  /// Most items to visit.
  std::optional<std::uint64_t> limit{};
};

/// Called for each item; false ends the list.
using VisitItem = std::function<Result<bool>(const json::Value& item)>;

/// Visits all items, page by page. Returns the first page without its items, for what else it says.
/// Errors: those of Connection::call() and error_of(), those of `visit`.
[[nodiscard]] Result<void> for_each_item(
    Connection& drive, const Listing& listing, const VisitItem& visit,
    const std::function<void(const json::Value&)>& first_page = {});

}  // namespace audmg::client
