// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/control/unix_socket.hpp"
#include "audmg/app/operations/operations.hpp"
#include "audmg/core/result.hpp"
#include "audmg/telemetry/logger.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <thread>

namespace audmg::app {

/// Lets operators' commands work while this process owns the data folder: serves the control socket
/// on a thread of its own, one connection after the other. Accepts only processes of the same user.
class ControlServer {
 public:
  /// Listens at `path` (mode 0600). The references must outlive the server. Errors: as
  /// listen_unix().
  [[nodiscard]] static Result<std::unique_ptr<ControlServer>> start(
      const std::filesystem::path& path, const Operations& operations, telemetry::Logger& logger);
  /// Ends after the current request, if any; removes the socket.
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

 private:
  ControlServer(std::filesystem::path path, Descriptor listener, Descriptor stop,
                const Operations& operations, telemetry::Logger& logger);
  void run();
  void serve_connection(const Descriptor& connection);
  [[nodiscard]] bool wait_readable(int descriptor, int timeout_ms) const;

  const std::filesystem::path path_;
  const Descriptor listener_;
  const Descriptor stop_;  // an eventfd, readable once the thread must end
  const Operations operations_;
  telemetry::Logger& logger_;
  std::thread thread_;
};

}  // namespace audmg::app
