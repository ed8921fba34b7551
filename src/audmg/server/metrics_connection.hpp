// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/server/context.hpp"
#include "audmg/server/event_loop.hpp"
#include "audmg/server/transport.hpp"

namespace audmg::server {

/// A scraper's connection: serves one GET /metrics, then closes.
class MetricsConnection final : public Watched {
 public:
  MetricsConnection(const Context& context, EventLoop& loop, Transport transport);
  ~MetricsConnection() override;

  [[nodiscard]] Task<void> run();

  void enforce_deadline(SteadyTime now) override { transport_.enforce_deadline(now); }
  void drain() override {}
  void abandon() override { transport_.abandon(); }

 private:
  const Context& context_;
  EventLoop& loop_;
  Transport transport_;
  EventLoop::Hook hook_;
};

}  // namespace audmg::server
