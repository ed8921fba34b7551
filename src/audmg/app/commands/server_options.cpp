// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/commands/server_options.hpp"

#include "audmg/app/composition/descriptor_budget.hpp"

#include <algorithm>
#include <thread>

namespace audmg::app {
namespace {

std::size_t cores() { return std::max<std::size_t>(std::thread::hardware_concurrency(), 1); }

/// Functions wait for the disk most of the time, so there are many more threads than cores; commits
/// are shared by those that wait together.
std::size_t auto_function_threads() { return std::clamp<std::size_t>(8 * cores(), 16, 128); }

}  // namespace

server::ServerOptions server_options(const config::Settings& settings, std::uint64_t descriptors) {
  server::ServerOptions options;
  options.listen = {settings.listen.address, settings.listen.port};
  options.metrics_listen = {settings.metrics_listen.address, settings.metrics_listen.port};
  options.event_loops = settings.event_loops;  // 0: the server knows best
  options.function_threads =
      settings.function_threads != 0 ? settings.function_threads : auto_function_threads();
  options.password_threads = settings.password_threads != 0 ? settings.password_threads : cores();
  const DescriptorBudget budget = divide_descriptors(descriptors);
  options.max_connections = std::min<std::size_t>(settings.max_connections, budget.connections);
  options.max_open_objects = budget.served_objects;
  options.max_connections_per_address = settings.max_connections_per_address;
  options.drain_timeout = settings.drain_timeout;
  options.tls_certificate = settings.tls_certificate;
  options.tls_private_key = settings.tls_key;
  options.trusted_proxies = settings.trusted_proxies;
  options.cors_origins = settings.cors_origins;
  return options;
}

}  // namespace audmg::app
