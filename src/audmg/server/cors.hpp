// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"

#include <span>
#include <string>

namespace audmg::server {

/// Adds the fields that let a page of an allowed origin read the answer (Fetch standard, section
/// 3.2). `head` holds complete header lines.
void append_cors_fields(std::string& head, std::span<const std::string> origins,
                        const http::Request& request);

/// The answer to OPTIONS: which methods there are and, for a preflight of an allowed origin, that
/// it may use them.
[[nodiscard]] http::Response options_response(std::span<const std::string> origins,
                                              const http::Request& request, std::string allow);

}  // namespace audmg::server
