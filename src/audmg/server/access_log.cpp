// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/access_log.hpp"

#include <chrono>
#include <string_view>

namespace audmg::server {
namespace {

telemetry::Level level_of(int status) noexcept {
  return status >= 500 ? telemetry::Level::warning : telemetry::Level::info;
}

}  // namespace

void record_exchange(const Exchange& exchange, SteadyTime ended_at) noexcept {
  const auto& request = exchange.request;
  const auto duration = ended_at - exchange.started_at;
  const double milliseconds = std::chrono::duration<double, std::milli>(duration).count();
  const auto received = exchange.body.bytes_read();
  std::string_view user = exchange.bound_user;
  if (request.principal) user = request.principal->user.text();
  exchange.context.services.logger.log(
      level_of(exchange.status), "request",
      {{"requestId", std::string_view(request.request_id)},
       {"function", exchange.function},
       {"method", http::to_string(request.method)},
       {"status", std::int64_t{exchange.status}},
       {"durationMs", milliseconds},
       {"bytesIn", static_cast<std::int64_t>(received)},
       {"bytesOut", static_cast<std::int64_t>(exchange.bytes_sent)},
       {"userId", user},
       {"clientAddress", std::string_view(request.client_address)}});
  exchange.context.metrics.add_bytes(received, exchange.bytes_sent);
  if (exchange.function.empty()) return;
  exchange.context.metrics.record_invocation(
      {.function = exchange.function,
       .duration = duration,
       .error = exchange.status >= 500 && !exchange.throttled,
       .throttle = exchange.throttled || exchange.status == 429});
}

}  // namespace audmg::server
