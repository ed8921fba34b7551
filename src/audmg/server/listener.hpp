// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/server/client_address.hpp"
#include "audmg/server/event_loop.hpp"
#include "audmg/server/options.hpp"
#include "audmg/telemetry/logger.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace audmg::server {

/// Returns the socket as one that the loop watches; nullopt when it cannot.
[[nodiscard]] std::optional<Socket> own(EventLoop& loop, Descriptor socket);

/// A listening socket on one event loop.
class Listener {
 public:
  /// Called on the loop's thread with each new connection. May throw for lack of memory.
  using Accepted = std::function<void(Descriptor socket, const AddressBytes& peer)>;
  /// Called on the loop's thread when there was no descriptor for a connection.
  using Starved = std::function<void()>;

  Listener(EventLoop& loop, telemetry::Logger& logger, Accepted accepted, Starved starved);

  /// Errors, both with the address: invalid_argument (no such host), unavailable (address in use).
  [[nodiscard]] Result<void> bind(const ListenAddress& address);
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  /// Takes connections from now on. Call it once, from any thread, after bind(). Error: unavailable
  /// (address in use, with the address).
  [[nodiscard]] Result<void> listen();
  /// Call it on the loop's thread.
  void close();

 private:
  using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, LoopExecutor>;

  [[nodiscard]] Task<void> accept_until_closed();
  /// Returns false when the kernel has no descriptor or memory for more now.
  [[nodiscard]] bool accept_batch();
  /// Returns false when there was no memory for the connection.
  [[nodiscard]] bool hand_over(Descriptor socket, const AddressBytes& peer);

  EventLoop& loop_;
  telemetry::Logger& logger_;
  Accepted accepted_;
  Starved starved_;
  Acceptor acceptor_;
  std::string address_;
  std::uint16_t port_ = 0;
};

}  // namespace audmg::server
