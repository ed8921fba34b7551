// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/event_source.hpp"
#include "audmg/http/response.hpp"
#include "audmg/server/exchange.hpp"

#include <memory>
#include <optional>

namespace audmg::server {

/// Answers with a stream of server-sent events: what `source` gives whenever the hub says that the
/// user has something new, a comment when there was nothing for a while. Ends when the client
/// goes or does not take what is sent, when its token expires or its session ends, and when the
/// server drains; the connection is then to be closed. A response: no stream was begun.
/// Precondition: the exchange has a principal.
[[nodiscard]] Task<std::optional<http::Response>> stream_events(
    Exchange& exchange, std::unique_ptr<http::EventSource> source);

}  // namespace audmg::server
