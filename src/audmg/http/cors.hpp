// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::http {

/// Returns the fields that let a page of an allowed origin read the response (Fetch standard,
/// section 3.2); none when no origin is allowed. Values may refer to `request`.
[[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> cors_fields(
    std::span<const std::string> origins, const Request& request);

/// Returns the response to OPTIONS: it names the methods in `allow` and permits a preflight from an
/// allowed origin to use them.
[[nodiscard]] Response options_response(std::span<const std::string> origins,
                                        const Request& request, std::string allow);

}  // namespace audmg::http
