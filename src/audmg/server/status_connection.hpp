// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/response.hpp"
#include "audmg/server/event_loop.hpp"
#include "audmg/server/transport.hpp"

#include <string_view>

namespace audmg::dispatch {
class Dispatcher;
}  // namespace audmg::dispatch
namespace audmg::telemetry {
class Metrics;
}  // namespace audmg::telemetry

namespace audmg::server {

class WorkerPool;
struct Timeouts;

/// Where the answers of a StatusConnection come from. Outlives it.
struct StatusSources {
  /// Has the routes that tell of the process.
  const dispatch::Dispatcher& dispatcher;
  const telemetry::Metrics& metrics;
  /// Runs what may block.
  WorkerPool& pool;
  const Timeouts& timeouts;
};

/// A connection of whoever watches the process: answers one request, then closes. Such requests are
/// neither counted nor logged.
class StatusConnection final : public Watched {
 public:
  StatusConnection(const StatusSources& sources, EventLoop& loop, Transport transport);
  ~StatusConnection() override;

  [[nodiscard]] Task<void> run();

  void enforce_deadline(SteadyTime now) override { transport_.enforce_deadline(now); }
  void drain() override {}
  void abandon() override { transport_.abandon(); }

 private:
  [[nodiscard]] Task<http::Response> respond(std::string_view head);

  const StatusSources sources_;
  EventLoop& loop_;
  Transport transport_;
  EventLoop::Hook hook_;
};

}  // namespace audmg::server
