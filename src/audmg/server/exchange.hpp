// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/request.hpp"
#include "audmg/server/body_reader.hpp"
#include "audmg/server/context.hpp"
#include "audmg/server/event_loop.hpp"
#include "audmg/server/transport.hpp"

#include <cstdint>
#include <string_view>

namespace audmg::server {

/// One request and its answer on one connection.
struct Exchange {
  Exchange(const Context& context, EventLoop& loop, Transport& transport, InputBuffer& input,
           const RequestHead& head, SteadyTime started_at);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  const Context& context;
  EventLoop& loop;
  Transport& transport;
  http::Request request;
  BodyReader body;
  /// The body is wiped once the request is over.
  bool carries_password = false;
  /// Whether another request may follow on this connection.
  bool keep_alive = true;

  // For the log record and the metrics.

  SteadyTime started_at;
  /// The function's name; "" when none was found.
  std::string_view function;
  /// Who a signed URL was made for.
  std::string bound_user;
  /// 0: nothing has been sent.
  int status = 0;
  /// Refused before the function ran.
  bool throttled = false;
  std::uint64_t bytes_received = 0;
  std::uint64_t bytes_sent = 0;
};

}  // namespace audmg::server
