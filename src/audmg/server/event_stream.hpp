// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/event_source.hpp"
#include "audmg/http/response.hpp"
#include "audmg/server/exchange.hpp"

#include <memory>
#include <optional>

namespace audmg::server {

/// Responds with a stream of server-sent events: the output of `source` whenever the hub reports
/// news for the user, and a comment after a period of silence. Ends when the client disconnects or
/// does not read, when its token expires or its session ends, and when the server drains; the
/// caller must then close the connection. Returns a response if no stream was begun. Precondition:
/// the exchange has a principal.
[[nodiscard]] Task<std::optional<http::Response>> stream_events(
    Exchange& exchange, std::unique_ptr<http::EventSource> source);

}  // namespace audmg::server
