// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/listener.hpp"

#include "audmg/core/shortage.hpp"
#include "audmg/server/limits.hpp"
#include "audmg/telemetry/logger.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <tuple>
#include <utility>

namespace audmg::server {
namespace {

using tcp = asio::ip::tcp;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock,
                               asio::wait_traits<std::chrono::steady_clock>, LoopExecutor>;

constexpr int kBacklog = 4096;

std::string to_text(const ListenAddress& address) {
  const bool ipv6 = address.host.contains(':');
  return (ipv6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

std::unexpected<Error> cannot_listen(const std::string& address,
                                     const boost::system::error_code& error) {
  return fail(ErrorCode::unavailable, "cannot listen on " + address + ": " + error.message());
}

AddressBytes bytes_of(const sockaddr_storage& storage) {
  AddressBytes bytes{};
  if (storage.ss_family == AF_INET6) {
    sockaddr_in6 address{};
    std::memcpy(&address, &storage, sizeof address);
    std::memcpy(bytes.data(), &address.sin6_addr, bytes.size());
  } else {
    sockaddr_in address{};
    std::memcpy(&address, &storage, sizeof address);
    bytes[10] = bytes[11] = 0xff;
    std::memcpy(bytes.data() + 12, &address.sin_addr, 4);
  }
  return bytes;
}

}  // namespace

std::optional<Socket> own(EventLoop& loop, Descriptor socket) {
  boost::system::error_code error;
  Socket owner(loop.context().get_executor());
  owner.assign(asio::ip::tcp::v4(), socket.get(), error);
  if (error) return std::nullopt;
  std::ignore = socket.release();
  return owner;
}

Listener::Listener(EventLoop& loop, telemetry::Logger& logger, Accepted accepted, Starved starved)
    : loop_(loop),
      logger_(logger),
      accepted_(std::move(accepted)),
      starved_(std::move(starved)),
      acceptor_(loop.context().get_executor()) {}

Result<void> Listener::bind(const ListenAddress& address) {
  address_ = to_text(address);
  boost::system::error_code error;
  asio::ip::basic_resolver<tcp, LoopExecutor> resolver(loop_.context().get_executor());
  const auto found =
      resolver.resolve(address.host, std::to_string(address.port),
                       tcp::resolver::passive | tcp::resolver::numeric_service, error);
  if (error || found.empty()) {
    return fail(ErrorCode::invalid_argument, "cannot listen on " + address_ + ": no such address");
  }
  const tcp::endpoint local = *found.begin();
  acceptor_.open(local.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(local, error);
  if (!error) acceptor_.non_blocking(true, error);
  if (error) return cannot_listen(address_, error);
  port_ = acceptor_.local_endpoint(error).port();
  return {};
}

Result<void> Listener::listen() {
  boost::system::error_code error;
  acceptor_.listen(kBacklog, error);
  if (error) return cannot_listen(address_, error);
  asio::co_spawn(loop_.context().get_executor(), accept_until_closed(), asio::detached);
  return {};
}

void Listener::close() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
}

Task<void> Listener::accept_until_closed() {
  Timer timer(loop_.context());
  while (acceptor_.is_open()) {
    boost::system::error_code error;
    co_await acceptor_.async_wait(Acceptor::wait_read, asio::redirect_error(kAwait, error));
    if (error || !acceptor_.is_open()) continue;
    if (accept_batch()) continue;
    // The waiting clients stay in the backlog. To try again at once would only burn CPU.
    timer.expires_after(kAcceptBackoff);
    co_await timer.async_wait(asio::redirect_error(kAwait, error));
  }
}

bool Listener::accept_batch() {
  for (int i = 0; i < kAcceptBatch; ++i) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    // The kernel's type for any address is sockaddr; sockaddr_storage is made to be passed as it.
    Descriptor socket(accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(&address),
                              &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket.is_open()) {
      // Answers are written whole; waiting for more to send would only delay them.
      const int on = 1;
      setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      if (!hand_over(std::move(socket), bytes_of(address))) return false;
      continue;
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) return true;
    if (is_shortage(errno)) {
      logger_.log(telemetry::Level::warning, "accept_failed",
                  {{"message", std::string_view(std::strerror(errno))}});
      starved_();
      return false;
    }
    // Anything else (the client has gone already, a network fault) is that one connection's.
  }
  return true;
}

bool Listener::hand_over(Descriptor socket, const AddressBytes& peer) {
  try {
    accepted_(std::move(socket), peer);
    return true;
  } catch (...) {
    const Error error = current_exception_error();
    logger_.log(telemetry::Level::warning, "accept_failed",
                {{"message", std::string_view(error.message)}});
    return false;
  }
}

}  // namespace audmg::server
