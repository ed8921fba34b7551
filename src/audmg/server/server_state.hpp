// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/dispatch/dispatcher.hpp"
#include "audmg/dispatch/object_gate.hpp"
#include "audmg/lib/openssl/tls.hpp"
#include "audmg/server/client_address.hpp"
#include "audmg/server/connection_count.hpp"
#include "audmg/server/context.hpp"
#include "audmg/server/event_loop.hpp"
#include "audmg/server/listener.hpp"
#include "audmg/server/server.hpp"
#include "audmg/server/status_listener.hpp"
#include "audmg/server/worker_pool.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace audmg::server {

/// Returns the number of event loops that serve best on this machine.
[[nodiscard]] std::size_t default_event_loops() noexcept;

/// The parts of a server and the order in which they start and end.
class Server::State {
 public:
  State(ServerOptions options, const functions::Services& services,
        storage::SignedUrlVerifier& verifier, telemetry::Metrics& metrics,
        std::span<const functions::Route> routes);

  [[nodiscard]] Result<void> start();
  [[nodiscard]] Result<void> load_certificate();
  void stop();
  [[nodiscard]] std::uint16_t port() const noexcept { return listener_.port(); }
  [[nodiscard]] std::uint16_t metrics_port() const noexcept { return status_listener_.port(); }

 private:
  void accept_client(Descriptor socket, const AddressBytes& peer);
  /// Call it on the loop's thread. Throws std::bad_alloc.
  void serve_client(EventLoop& loop, Descriptor socket, ConnectionPlace place,
                    const std::shared_ptr<const openssl::TlsContext>& tls,
                    const AddressBytes& peer);
  /// Frees descriptors that are held only for speed, because too few are left.
  void close_unused_objects();
  [[nodiscard]] Task<void> update_gauges();
  /// Runs `call` on every loop's thread; returns when all of them have finished.
  void on_every_loop(void (EventLoop::*call)());

  const ServerOptions options_;
  const dispatch::Dispatcher dispatcher_;
  const dispatch::ObjectGate object_gate_;
  TrustedProxies proxies_;
  const std::string too_many_connections_;
  ConnectionCount connections_;
  std::vector<std::unique_ptr<EventLoop>> loops_;
  WorkerPool function_pool_;
  WorkerPool password_pool_;
  Context context_;
  Listener listener_;
  StatusListener status_listener_;
  std::mutex tls_mutex_;
  std::shared_ptr<const openssl::TlsContext> tls_;
  /// Used by accept_client(): the loop whose turn it is.
  std::size_t next_loop_ = 0;
  bool started_ = false;
  bool stopped_ = false;
};

}  // namespace audmg::server
