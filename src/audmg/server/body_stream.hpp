// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/body_consumer.hpp"
#include "audmg/http/response.hpp"
#include "audmg/server/exchange.hpp"

#include <memory>

namespace audmg::server {

/// Reads the body into the consumer and gives the answer. Two buffers: while the pool writes one,
/// the loop receives the other, so that a fast client and the disk work at the same time and a slow
/// one holds no thread. A body that does not come to its end is aborted: nothing stays stored.
[[nodiscard]] Task<http::Response> stream_body(Exchange& exchange,
                                               std::unique_ptr<functions::BodyConsumer> consumer);

/// The answer to a body that ended in `state` (neither more nor complete).
[[nodiscard]] http::Response broken_body_response(const Exchange& exchange,
                                                  BodyReader::State state);

}  // namespace audmg::server
