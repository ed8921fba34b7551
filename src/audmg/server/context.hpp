// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/dispatch/dispatcher.hpp"
#include "audmg/dispatch/object_gate.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/server/client_address.hpp"
#include "audmg/server/server.hpp"
#include "audmg/server/worker_pool.hpp"

#include <atomic>
#include <span>
#include <string>

namespace audmg::server {

/// Objects shared by all connections. Outlives them; thread-safe as a whole.
struct Context {
  const ServerOptions& options;
  const functions::Services& services;
  const dispatch::Dispatcher& dispatcher;
  const dispatch::ObjectGate& object_gate;
  telemetry::Metrics& metrics;
  const TrustedProxies& proxies;
  WorkerPool& function_pool;
  WorkerPool& password_pool;
  const std::atomic<bool>& draining;
};

}  // namespace audmg::server
