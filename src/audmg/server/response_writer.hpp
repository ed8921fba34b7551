// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/headers.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/http/response.hpp"
#include "audmg/server/exchange.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::server {

/// The kind of response, which selects the common header fields; `site` adds none, because the
/// responses of the web app bring their own.
enum class HeadKind { function, media, site };

/// Returns status line and header fields up to the empty line. Ends keep-alive, and says so, when
/// body bytes of the request have not been read. Without a length the response ends with the
/// connection. The text has room for `room` bytes more, which the caller appends.
[[nodiscard]] std::string response_head(Exchange& exchange, int status,
                                        const http::Headers& headers,
                                        std::optional<std::uint64_t> content_length, HeadKind kind,
                                        std::size_t room = 0);

/// Sends a small response. Returns false when the connection is no longer usable.
[[nodiscard]] Task<bool> send_response(Exchange& exchange, http::Response response,
                                       HeadKind kind = HeadKind::function);

/// Returns the whole text of a response after which the connection closes, for where there is no
/// exchange. The answer to HEAD has the fields alone.
[[nodiscard]] std::string last_answer(const http::Response& response,
                                      http::Method method = http::Method::get);

/// Returns the response to a problem that the server itself found.
[[nodiscard]] http::Response problem_response(const Exchange& exchange,
                                              const http::Problem& problem);

/// Returns 503, because no worker is free. Counts the exchange as throttled.
[[nodiscard]] http::Response overloaded(Exchange& exchange);

}  // namespace audmg::server
