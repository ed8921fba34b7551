// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/route.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/server/options.hpp"
#include "audmg/storage/presigned_urls.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <cstdint>
#include <memory>
#include <span>

namespace audmg::server {

/// Runtime 1: serves the functions of the route table and the object endpoint over HTTP/1.1.
class Server {
 public:
  /// References and routes must outlive the server.
  Server(ServerOptions options, const functions::Services& services,
         storage::SignedUrlVerifier& verifier, telemetry::Metrics& metrics,
         std::span<const functions::Route> routes = functions::routes());
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds, then serves on its own threads; the process ignores SIGPIPE from now on. Errors:
  /// unavailable (address in use, with the address in the message), invalid_argument (certificate,
  /// key, address, trusted proxy).
  [[nodiscard]] Result<void> start();
  /// The ports that were bound; useful when port 0 was requested. Call it after start().
  [[nodiscard]] std::uint16_t port() const noexcept;
  [[nodiscard]] std::uint16_t metrics_port() const noexcept;
  /// Reloads certificate and key for new connections; keeps the old ones on any error.
  [[nodiscard]] Result<void> reload_certificate();
  /// Makes /readyz answer 503, accepts no new connections, lets requests in progress finish within
  /// drain_timeout, then closes everything. Blocks. Idempotent.
  void stop();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace audmg::server
