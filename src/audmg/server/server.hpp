// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/route.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/site/site.hpp"
#include "audmg/storage/presigned_urls.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace audmg::server {

struct Endpoint {
  std::string host;
  std::uint16_t port = 0;
};

/// How long a connection may take. They are looked at about once a second.
struct Timeouts {
  /// TLS handshake, and a request head from its first byte to its last.
  std::chrono::milliseconds head{10'000};
  /// Keep-alive between two requests.
  std::chrono::milliseconds idle{60'000};
  /// Silence within a body.
  std::chrono::milliseconds body{30'000};
  /// A client that takes nothing of the answer.
  std::chrono::milliseconds write{60'000};
  /// A stream of server-sent events that was silent for so long gets a comment, so that proxies
  /// keep it and a client that is gone is noticed.
  std::chrono::milliseconds heartbeat{15'000};
};

/// What a deployment may set about sockets and threads. Sizes beyond these are named constants in
/// limits.hpp.
struct ServerOptions {
  Endpoint listen;
  Endpoint metrics_listen;
  /// Event loops, each on a thread of its own; 0: as many as serve best on this machine
  /// (docs/adr/0002).
  std::size_t event_loops = 0;
  /// Threads for functions, and the calls that may wait for one before 503.
  std::size_t function_threads = 16;
  std::size_t function_queue = 256;
  /// Threads for Argon2id (at lowest priority), and the calls that may wait for one before 503.
  std::size_t password_threads = 2;
  std::size_t password_queue = 64;
  std::size_t max_connections = 20'000;
  std::size_t max_connections_per_address = 20'000;
  /// Objects that all event loops together keep open between two reads.
  std::size_t max_open_objects = 512;
  Timeouts timeouts;
  /// How long stop() lets requests under way finish.
  std::chrono::milliseconds drain_timeout{30'000};
  /// PEM files; both or neither. With them the listener speaks TLS 1.2 and 1.3 only.
  std::string tls_certificate;
  std::string tls_private_key;
  /// Addresses and networks ("10.0.0.0/8") of proxies whose X-Forwarded-For is believed.
  std::vector<std::string> trusted_proxies;
  /// Origins ("https://example.com") whose pages may call this server; empty: none.
  std::vector<std::string> cors_origins;
  /// What is served at paths that are not the API's; null: nothing. Outlives the server.
  const site::Site* site = nullptr;
};

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

  /// Binds, then serves on threads of its own; from now on the process ignores SIGPIPE. Errors:
  /// unavailable (address in use, with the address in the message), invalid_argument (certificate,
  /// key, address, trusted proxy).
  [[nodiscard]] Result<void> start();
  /// The ports that were bound; useful when 0 was asked for. Call after start().
  [[nodiscard]] std::uint16_t port() const noexcept;
  [[nodiscard]] std::uint16_t metrics_port() const noexcept;
  /// Reads certificate and key again for new connections; the old ones stay on any error.
  [[nodiscard]] Result<void> reload_certificate();
  /// /readyz answers 503 from now on, no new connection is accepted, requests under way may finish
  /// within drain_timeout; then everything is closed. Blocks. Idempotent.
  void stop();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace audmg::server
