// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/server.hpp"

#include "audmg/server/server_state.hpp"

#include <utility>

namespace audmg::server {

Server::Server(ServerOptions options, const functions::Services& services,
               storage::SignedUrlVerifier& verifier, telemetry::Metrics& metrics,
               std::span<const functions::Route> routes)
    : state_(std::make_unique<State>(std::move(options), services, verifier, metrics, routes)) {}

Server::~Server() { stop(); }

Result<void> Server::start() { return state_->start(); }
std::uint16_t Server::port() const noexcept { return state_->port(); }
std::uint16_t Server::metrics_port() const noexcept { return state_->metrics_port(); }
Result<void> Server::reload_certificate() { return state_->load_certificate(); }
void Server::stop() { state_->stop(); }

}  // namespace audmg::server
