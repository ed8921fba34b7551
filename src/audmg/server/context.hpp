// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/router.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/server/client_address.hpp"
#include "audmg/server/server.hpp"
#include "audmg/server/worker_pool.hpp"

#include <atomic>
#include <span>
#include <string>

namespace audmg::server {

/// What all connections share. Outlives them; thread-safe as a whole.
struct Context {
  const ServerOptions& options;
  functions::Services& services;
  storage::SignedUrlVerifier& verifier;
  telemetry::Metrics& metrics;
  const functions::Router& router;
  const TrustedProxies& proxies;
  WorkerPool& function_pool;
  WorkerPool& password_pool;
  const std::atomic<bool>& draining;
};

}  // namespace audmg::server
