// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/dispatch/dispatcher.hpp"
#include "audmg/functions/route.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/server/listener.hpp"
#include "audmg/server/options.hpp"
#include "audmg/server/status_connection.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace audmg::server {

/// Serves GET /metrics, /livez and /readyz of this process on a port of their own, for whoever
/// watches it. A server has one beside its own listener, a worker has only this one.
class StatusListener {
 public:
  /// Runs on `loop`; calls that may block run on `pool`. References must outlive it; `starved` as
  /// Listener::Starved.
  StatusListener(EventLoop& loop, WorkerPool& pool, const functions::Services& services,
                 const telemetry::Metrics& metrics, const Timeouts& timeouts,
                 Listener::Starved starved);

  /// As those of Listener.
  [[nodiscard]] Result<void> bind(const ListenAddress& address) { return listener_.bind(address); }
  [[nodiscard]] std::uint16_t port() const noexcept { return listener_.port(); }
  [[nodiscard]] Result<void> listen() { return listener_.listen(); }
  void close() { listener_.close(); }

 private:
  void accept(Descriptor socket);

  EventLoop& loop_;
  const std::vector<functions::Route> routes_;
  /// None: no page reads the status.
  const std::vector<std::string> cors_origins_;
  const dispatch::Dispatcher dispatcher_;
  const StatusSources sources_;
  Listener listener_;
};

}  // namespace audmg::server
