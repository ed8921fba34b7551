// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/control_client.hpp"

#include "audmg/app/control/protocol.hpp"
#include "audmg/app/control/unix_socket.hpp"

#include <sys/socket.h>
#include <sys/time.h>

#include <utility>

namespace audmg::app {
namespace {

/// Deleting a user with very many files takes a while.
constexpr int kAnswerTimeoutSeconds = 600;

}  // namespace

ControlClient::ControlClient(std::filesystem::path path) : path_(std::move(path)) {}

Result<void> ControlClient::check() const {
  AUDMG_CHECK(connect_unix(path_));
  return {};
}

Result<std::string> ControlClient::ask(std::string_view request) const {
  if (request.size() > kMaxControlRequestBytes) {
    return fail(ErrorCode::invalid_argument, "what the command was given is too long");
  }
  AUDMG_TRY(const Descriptor socket, connect_unix(path_));
  const timeval timeout{.tv_sec = kAnswerTimeoutSeconds, .tv_usec = 0};
  ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
  AUDMG_CHECK(write_all(socket, request));
  std::string buffer;
  return read_line(socket, buffer, kMaxControlReplyBytes);
}

}  // namespace audmg::app
