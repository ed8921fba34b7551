// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/server/options.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <cstdint>
#include <memory>

namespace audmg::server {

/// A server of GET /metrics, /livez and /readyz alone, for a process that serves nothing else.
class StatusServer {
 public:
  /// References must outlive it.
  StatusServer(const functions::Services& services, const telemetry::Metrics& metrics);
  /// Calls stop().
  ~StatusServer();
  StatusServer(const StatusServer&) = delete;
  StatusServer& operator=(const StatusServer&) = delete;

  /// Binds, then serves on threads of its own. Call once. Errors, both with the address:
  /// unavailable (address in use), invalid_argument (no such host). Throws std::system_error when
  /// no thread is available.
  [[nodiscard]] Result<void> start(const ListenAddress& address);
  /// The port that was bound. Call it after start().
  [[nodiscard]] std::uint16_t port() const noexcept;
  /// Closes everything. Blocks until a call in progress has returned. Idempotent.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace audmg::server
