// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/control_server.hpp"

#include "audmg/app/control/protocol.hpp"
#include "audmg/app/data_folder/durable_file.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/telemetry/logger.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <utility>

namespace audmg::app {
namespace {

/// A silent client is let go after this time.
constexpr int kClientTimeoutSeconds = 5;
constexpr int kForever = -1;
/// Requests on one connection; listing very many users takes several connections.
constexpr int kMaxRequestsPerConnection = 100'000;

}  // namespace

Result<std::unique_ptr<ControlServer>> ControlServer::start(const std::filesystem::path& path,
                                                            const Operations& operations,
                                                            telemetry::Logger& logger) {
  AUDMG_TRY(Descriptor listener, listen_unix(path));
  Descriptor stop(::eventfd(0, EFD_CLOEXEC));
  if (stop.get() < 0) return fail_errno("cannot make an eventfd", errno);
  return std::unique_ptr<ControlServer>(
      new ControlServer(path, std::move(listener), std::move(stop), operations, logger));
}

ControlServer::ControlServer(std::filesystem::path path, Descriptor listener, Descriptor stop,
                             const Operations& operations, telemetry::Logger& logger)
    : path_(std::move(path)),
      listener_(std::move(listener)),
      stop_(std::move(stop)),
      operations_(operations),
      logger_(logger),
      thread_([this] { run(); }) {}

ControlServer::~ControlServer() {
  const std::uint64_t one = 1;
  (void)!::write(stop_.get(), &one, sizeof(one));
  thread_.join();
  ::unlink(path_.c_str());
}

void ControlServer::run() {
  while (wait_readable(listener_.get(), kForever)) {
    const Descriptor connection(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (connection.get() < 0) {
      // Out of descriptors: wait, or this loop would spin.
      pollfd stop_entry{stop_.get(), POLLIN, 0};
      (void)::poll(&stop_entry, 1, 100);
      continue;
    }
    if (!is_same_user(connection)) {
      logger_.log(telemetry::Level::warning, "control_refused", {});
      continue;
    }
    const timeval timeout{.tv_sec = kClientTimeoutSeconds, .tv_usec = 0};
    ::setsockopt(connection.get(), SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof(timeout));
    ::setsockopt(connection.get(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
    try {
      serve_connection(connection);
    } catch (...) {
      const Error error = current_exception_error();
      logger_.log(telemetry::Level::warning, "control_failed",
                  {{"error", std::string_view(error.message)}});
    }
  }
}

void ControlServer::serve_connection(const Descriptor& connection) {
  std::string buffer;
  for (int i = 0; i < kMaxRequestsPerConnection; ++i) {
    if (!wait_readable(connection.get(), kClientTimeoutSeconds * 1000)) return;
    Result<std::string> line = read_line(connection, buffer, kMaxControlRequestBytes);
    if (!line) return;
    const std::string reply = answer_control_request(*line, operations_);
    // There may have been a password in it.
    wipe(*line);
    if (buffer.empty()) wipe(buffer);
    if (!write_all(connection, reply)) return;
  }
}

bool ControlServer::wait_readable(int descriptor, int timeout_ms) const {
  std::array<pollfd, 2> entries{pollfd{descriptor, POLLIN, 0}, pollfd{stop_.get(), POLLIN, 0}};
  int ready = 0;
  do {
    ready = ::poll(entries.data(), entries.size(), timeout_ms);
  } while (ready < 0 && errno == EINTR);
  return ready > 0 && entries[1].revents == 0;
}

}  // namespace audmg::app
