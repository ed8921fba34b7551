// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace audmg::site {
class Site;
class TrustPages;
}  // namespace audmg::site

namespace audmg::server {

struct ListenAddress {
  std::string host;
  std::uint16_t port = 0;
};

/// Longest times that parts of a connection may take. Checked about once a second.
struct Timeouts {
  /// Time for the TLS handshake, and for a request head from its first byte to its last.
  std::chrono::milliseconds head{10'000};
  /// Idle time between two requests of a kept-alive connection.
  std::chrono::milliseconds idle{60'000};
  /// Silence within a body.
  std::chrono::milliseconds body{30'000};
  /// Time in which the client does not read any of the response.
  std::chrono::milliseconds write{60'000};
  /// A stream of server-sent events gets a comment after this much silence, so that proxies keep it
  /// open and a client that has gone is noticed.
  std::chrono::milliseconds heartbeat{15'000};
};

/// Settings of a deployment for sockets and threads. Other sizes are named constants in limits.hpp.
struct ServerOptions {
  ListenAddress listen;
  ListenAddress metrics_listen;
  /// Event loops, each on its own thread; 0 selects the best number for this machine
  /// (docs/adr/0002).
  std::size_t event_loops = 0;
  /// Threads for functions, and the most calls that wait for one; more are answered with 503.
  std::size_t function_threads = 16;
  std::size_t function_queue = 256;
  /// Threads for Argon2id (at lowest priority), and the most calls that wait for one; more are
  /// answered with 503.
  std::size_t password_threads = 2;
  std::size_t password_queue = 64;
  std::size_t max_connections = 20'000;
  std::size_t max_connections_per_address = 20'000;
  /// Most objects that all event loops together keep open between two reads.
  std::size_t max_open_objects = 512;
  Timeouts timeouts;
  /// Longest time that stop() gives requests in progress to finish.
  std::chrono::milliseconds drain_timeout{30'000};
  /// PEM files; set both or neither. With them the listener speaks only TLS 1.2 and 1.3.
  std::string tls_certificate;
  std::string tls_private_key;
  /// Tells browsers to come with TLS only for the next year, to every port of this host and of
  /// those below it (RFC 6797). False where other services may have the same name and no TLS.
  bool tls_for_good = true;
  /// Addresses and networks ("10.0.0.0/8") of proxies whose X-Forwarded-For is trusted.
  std::vector<std::string> trusted_proxies;
  /// Origins ("https://example.com") whose pages may call this server; none if empty.
  std::vector<std::string> cors_origins;
  /// Served at paths outside the API; null to serve nothing there. Must outlive the server.
  const site::Site* site = nullptr;
  /// Served over TLS and without it; null without a certificate of the drive's own. Must outlive
  /// the server.
  const site::TrustPages* trust_pages = nullptr;
};

}  // namespace audmg::server
