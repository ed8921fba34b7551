// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/server_state.hpp"

#include "audmg/functions/problems.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/server/connection.hpp"
#include "audmg/server/response_writer.hpp"
#include "audmg/telemetry/logger.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>

#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <future>
#include <optional>
#include <string>
#include <utility>

namespace audmg::server {
namespace {

using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock,
                               asio::wait_traits<std::chrono::steady_clock>, LoopExecutor>;

/// Below the loops, which log-ins must never starve, and above decoders (nice 10), which must never
/// keep people from logging in.
constexpr int kPasswordNice = 5;
constexpr std::chrono::seconds kGaugeInterval{1};
constexpr std::chrono::seconds kMaxTick{1};
/// Connections over the limit still get a response, in one write that fits any socket buffer.
std::string too_many_connections() {
  return last_answer(http::problem_response(functions::too_many_connections(), ""));
}

/// Returns an interval so short that no timeout is late by more than a quarter of its length.
std::chrono::milliseconds tick_for(const Timeouts& timeouts) {
  const auto shortest =
      std::min({timeouts.head, timeouts.idle, timeouts.body, timeouts.write, timeouts.heartbeat});
  return std::clamp<std::chrono::milliseconds>(shortest / 4, std::chrono::milliseconds{1},
                                               kMaxTick);
}

std::vector<std::unique_ptr<EventLoop>> make_loops(const ServerOptions& options) {
  std::vector<std::unique_ptr<EventLoop>> loops;
  const auto count = options.event_loops > 0 ? options.event_loops : default_event_loops();
  for (std::size_t i = 0; i < count; ++i) {
    loops.push_back(std::make_unique<EventLoop>(
        "loop-" + std::to_string(i), tick_for(options.timeouts), options.max_open_objects / count));
  }
  return loops;
}

}  // namespace

std::size_t default_event_loops() noexcept {
  return std::max(1U, std::thread::hardware_concurrency() / 2);
}

Server::State::State(ServerOptions options, const functions::Services& services,
                     storage::SignedUrlVerifier& verifier, telemetry::Metrics& metrics,
                     std::span<const functions::Route> routes)
    : options_(std::move(options)),
      dispatcher_(routes, services, options_.cors_origins),
      object_gate_(dispatcher_, verifier, options_.cors_origins),
      too_many_connections_(too_many_connections()),
      connections_(options_.max_connections, options_.max_connections_per_address),
      loops_(make_loops(options_)),
      function_pool_({.name = "functions",
                      .threads = options_.function_threads,
                      .queue = options_.function_queue}),
      password_pool_({.name = "passwords",
                      .threads = options_.password_threads,
                      .queue = options_.password_queue,
                      .nice = kPasswordNice}),
      context_{.options = options_,
               .services = services,
               .dispatcher = dispatcher_,
               .object_gate = object_gate_,
               .metrics = metrics,
               .proxies = proxies_,
               .function_pool = function_pool_,
               .password_pool = password_pool_,
               .draining = services.readiness.draining},
      listener_(
          *loops_.front(), services.logger,
          [this](Descriptor socket, const AddressBytes& peer) {
            accept_client(std::move(socket), peer);
          },
          [this] { close_unused_objects(); }),
      status_listener_(*loops_.front(), function_pool_, services, metrics, options_.timeouts,
                       [this] { close_unused_objects(); }) {}

Result<void> Server::State::start() {
  // OpenSSL and sendfile() write without a flag against it; a client that has gone is an error
  // code.
  signal(SIGPIPE, SIG_IGN);
  AUDMG_TRY(proxies_, TrustedProxies::parse(options_.trusted_proxies));
  AUDMG_CHECK(load_certificate());
  AUDMG_CHECK(listener_.bind(options_.listen));
  AUDMG_CHECK(status_listener_.bind(options_.metrics_listen));
  asio::co_spawn(loops_.front()->context().get_executor(), update_gauges(), asio::detached);
  for (const auto& loop : loops_) loop->start();
  started_ = true;
  // Last of all: whoever can connect is served.
  AUDMG_CHECK(status_listener_.listen());
  return listener_.listen();
}

Result<void> Server::State::load_certificate() {
  if (options_.tls_certificate.empty() && options_.tls_private_key.empty()) return {};
  AUDMG_TRY(auto context,
            openssl::TlsContext::load(options_.tls_certificate, options_.tls_private_key));
  const std::lock_guard lock(tls_mutex_);
  tls_ = std::move(context);
  return {};
}

/// Runs on the first loop's thread.
void Server::State::accept_client(Descriptor socket, const AddressBytes& peer) {
  std::shared_ptr<const openssl::TlsContext> tls;
  {
    const std::lock_guard lock(tls_mutex_);
    tls = tls_;
  }
  if (!connections_.add(peer, proxies_.contain(peer))) {
    if (!tls) {
      std::ignore = send(socket.get(), too_many_connections_.data(), too_many_connections_.size(),
                         MSG_DONTWAIT | MSG_NOSIGNAL);
    }
    return;
  }
  ConnectionPlace place(connections_, peer);
  EventLoop& loop = *loops_[next_loop_++ % loops_.size()];
  asio::post(loop.context(), [this, &loop, socket = std::move(socket), place = std::move(place),
                              tls = std::move(tls), peer]() mutable {
    serve_client(loop, std::move(socket), std::move(place), tls, peer);
  });
}

void Server::State::serve_client(EventLoop& loop, Descriptor socket, ConnectionPlace place,
                                 const std::shared_ptr<const openssl::TlsContext>& tls,
                                 const AddressBytes& peer) {
  std::optional<Socket> owner = own(loop, std::move(socket));
  if (!owner) return;
  std::optional<openssl::TlsSession> session;
  if (tls) session.emplace(*tls, owner->native_handle());
  auto connection = std::make_unique<Connection>(
      context_, loop, Transport(*std::move(owner), std::move(session)), peer);
  auto running = connection->run();
  // The handler runs once, when the coroutine and everything it holds are gone.
  asio::co_spawn(loop.context().get_executor(), std::move(running),
                 [place = std::move(place),
                  connection = std::move(connection)](const std::exception_ptr&) mutable {
                   connection.reset();
                   place.leave();
                 });
}

void Server::State::close_unused_objects() {
  for (const auto& loop : loops_) {
    asio::post(loop->context(), [&loop = *loop] { loop.open_objects().close_all(); });
  }
}

Task<void> Server::State::update_gauges() {
  Timer timer(loops_.front()->context());
  for (;;) {
    context_.metrics.set_gauge("connections", static_cast<double>(connections_.total()));
    context_.metrics.set_gauge("function_pool_queued",
                               static_cast<double>(function_pool_.queued()));
    context_.metrics.set_gauge("password_pool_queued",
                               static_cast<double>(password_pool_.queued()));
    context_.metrics.set_gauge("event_streams",
                               static_cast<double>(context_.services.event_hub.subscriptions()));
    timer.expires_after(kGaugeInterval);
    boost::system::error_code error;
    co_await timer.async_wait(asio::redirect_error(kAwait, error));
  }
}

void Server::State::on_every_loop(void (EventLoop::*call)()) {
  for (const auto& loop : loops_) {
    std::promise<void> done;
    asio::post(loop->context(), [&] {
      (loop.get()->*call)();
      done.set_value();
    });
    done.get_future().wait();
  }
}

void Server::State::stop() {
  if (!started_ || std::exchange(stopped_, true)) return;
  context_.services.readiness.draining = true;
  auto& logger = context_.services.logger;
  logger.log(telemetry::Level::info, "server_draining",
             {{"connections", static_cast<std::int64_t>(connections_.total())}});
  std::promise<void> closed;
  asio::post(loops_.front()->context(), [&] {
    listener_.close();
    closed.set_value();
  });
  closed.get_future().wait();
  on_every_loop(&EventLoop::drain_all);
  const bool drained = connections_.wait_for_none(options_.drain_timeout);
  // Cuts off the remaining connections. Work that runs on a pool now still ends in good order,
  // however long it takes.
  while (!connections_.wait_for_none(std::chrono::milliseconds{0})) {
    on_every_loop(&EventLoop::abandon_all);
    std::ignore = connections_.wait_for_none(std::chrono::milliseconds{100});
  }
  function_pool_.stop();
  password_pool_.stop();
  on_every_loop(&EventLoop::abandon_all);
  for (const auto& loop : loops_) loop->stop();
  logger.log(telemetry::Level::info, "server_stopped", {{"drained", drained}});
}

}  // namespace audmg::server
