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

/// The fields that let a page of an allowed origin read the answer (Fetch standard, section 3.2);
/// none when no origin is allowed. Values may look into `request`.
[[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> cors_fields(
    std::span<const std::string> origins, const Request& request);

/// The answer to OPTIONS: which methods there are and, for a preflight of an allowed origin, that
/// it may use them.
[[nodiscard]] Response options_response(std::span<const std::string> origins,
                                        const Request& request, std::string allow);

}  // namespace audmg::http
