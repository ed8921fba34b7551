// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/status_listener.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace audmg::server {
namespace {

std::vector<functions::Route> status_routes() {
  std::vector<functions::Route> found;
  std::ranges::copy_if(functions::routes(), std::back_inserter(found), [](const auto& route) {
    return route.function == "livez" || route.function == "readyz";
  });
  return found;
}

}  // namespace

StatusListener::StatusListener(EventLoop& loop, WorkerPool& pool,
                               const functions::Services& services,
                               const telemetry::Metrics& metrics, const Timeouts& timeouts,
                               Listener::Starved starved)
    : loop_(loop),
      routes_(status_routes()),
      dispatcher_(routes_, services, cors_origins_),
      sources_{.dispatcher = dispatcher_, .metrics = metrics, .pool = pool, .timeouts = timeouts},
      listener_(
          loop, services.logger,
          [this](Descriptor socket, const AddressBytes&) { accept(std::move(socket)); },
          std::move(starved)) {}

void StatusListener::accept(Descriptor socket) {
  std::optional<Socket> owner = own(loop_, std::move(socket));
  if (!owner) return;
  auto connection = std::make_unique<StatusConnection>(sources_, loop_,
                                                       Transport(*std::move(owner), std::nullopt));
  auto running = connection->run();
  asio::co_spawn(loop_.context().get_executor(), std::move(running),
                 [connection = std::move(connection)](const std::exception_ptr&) mutable {
                   connection.reset();
                 });
}

}  // namespace audmg::server
