// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/body_consumer.hpp"
#include "audmg/http/response.hpp"
#include "audmg/server/exchange.hpp"

#include <memory>

namespace audmg::server {

/// Reads the body into the consumer and returns its response. Uses two buffers: while the pool
/// writes one, the loop receives the other, so that a fast client and the disk work at the same
/// time and a slow client occupies no thread. A body that does not reach its end is aborted, and
/// nothing remains stored.
[[nodiscard]] Task<http::Response> stream_body(Exchange& exchange,
                                               std::unique_ptr<functions::BodyConsumer> consumer);

/// Returns the response to a body that ended in `state` (neither more nor complete).
[[nodiscard]] http::Response broken_body_response(const Exchange& exchange,
                                                  BodyReader::State state);

}  // namespace audmg::server
