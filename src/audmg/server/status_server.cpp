// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/status_server.hpp"

#include "audmg/server/event_loop.hpp"
#include "audmg/server/status_listener.hpp"
#include "audmg/server/worker_pool.hpp"

#include <boost/asio/post.hpp>

#include <chrono>
#include <functional>
#include <future>
#include <utility>

namespace audmg::server {
namespace {

constexpr std::chrono::seconds kTick{1};
/// Calls of /readyz that wait for the one that is being answered; more are refused with 503.
constexpr std::size_t kWaitingCalls = 4;

}  // namespace

struct StatusServer::State {
  State(const functions::Services& services, const telemetry::Metrics& metrics)
      : listener(loop, pool, services, metrics, timeouts, [] {}) {}

  void on_loop(const std::function<void()>& call) {
    std::promise<void> done;
    asio::post(loop.context(), [&] {
      call();
      done.set_value();
    });
    done.get_future().wait();
  }

  const Timeouts timeouts{};
  EventLoop loop{"status", kTick, 0};
  WorkerPool pool{{.name = "status", .threads = 1, .queue = kWaitingCalls}};
  StatusListener listener;
  bool started = false;
};

StatusServer::StatusServer(const functions::Services& services, const telemetry::Metrics& metrics)
    : state_(std::make_unique<State>(services, metrics)) {}

StatusServer::~StatusServer() { stop(); }

Result<void> StatusServer::start(const ListenAddress& address) {
  AUDMG_CHECK(state_->listener.bind(address));
  state_->loop.start();
  state_->started = true;
  return state_->listener.listen();
}

std::uint16_t StatusServer::port() const noexcept { return state_->listener.port(); }

void StatusServer::stop() {
  if (!std::exchange(state_->started, false)) return;
  state_->on_loop([this] { state_->listener.close(); });
  // Whoever waits for a call that runs now gets its answer before the connections end.
  state_->pool.stop();
  state_->on_loop([this] { state_->loop.abandon_all(); });
  state_->loop.stop();
}

}  // namespace audmg::server
