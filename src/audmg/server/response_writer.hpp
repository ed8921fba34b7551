// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/headers.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/http/response.hpp"
#include "audmg/server/exchange.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::server {

/// Header fields that every answer of a kind has.
/// `site`: none, the web app's answers bring their own.
enum class HeadKind { function, media, site };

/// Status line and header fields up to the empty line. Ends keep-alive when body bytes of the
/// request have not been read, and says so. Without a length the answer ends with the connection.
[[nodiscard]] std::string response_head(Exchange& exchange, int status,
                                        const http::Headers& headers,
                                        std::optional<std::uint64_t> content_length, HeadKind kind);

/// Sends a small answer. False: the connection is of no use any more.
[[nodiscard]] Task<bool> send_response(Exchange& exchange, http::Response response,
                                       HeadKind kind = HeadKind::function);

/// Returns the response to a problem that the server itself has found.
[[nodiscard]] http::Response problem_response(const Exchange& exchange,
                                              const http::Problem& problem);

/// 503: no worker is free. Counts the exchange as throttled.
[[nodiscard]] http::Response overloaded(Exchange& exchange);

}  // namespace audmg::server
