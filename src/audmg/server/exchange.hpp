// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/dispatch/call.hpp"
#include "audmg/server/body_reader.hpp"
#include "audmg/server/context.hpp"
#include "audmg/server/event_loop.hpp"
#include "audmg/server/transport.hpp"

#include <cstdint>

namespace audmg::server {

/// One request and its response on one connection.
struct Exchange {
  Exchange(const Context& context, EventLoop& loop, Transport& transport, InputBuffer& input,
           const RequestHead& head, SteadyTime started_at);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  const Context& context;
  EventLoop& loop;
  Transport& transport;
  dispatch::Call call;
  BodyReader body;
  /// True if another request may follow on this connection.
  bool keep_alive = true;

  // For the log record and the metrics.

  SteadyTime started_at;
  /// 0 until something has been sent.
  int status = 0;
  std::uint64_t bytes_received = 0;
  std::uint64_t bytes_sent = 0;
};

}  // namespace audmg::server
