// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/services.hpp"

#include <atomic>

namespace audmg::dispatch {
class Dispatcher;
class ObjectGate;
}  // namespace audmg::dispatch
namespace audmg::telemetry {
class Metrics;
}  // namespace audmg::telemetry

namespace audmg::server {

class TrustedProxies;
class WorkerPool;
struct ServerOptions;

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
