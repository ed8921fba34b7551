// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace audmg::app {

/// Asks the server that listens at a control socket. Each request has a connection of its own: the
/// server serves one at a time, and a command of many requests keeps nobody else out.
class ControlClient {
 public:
  explicit ControlClient(std::filesystem::path path);

  /// Errors: unavailable when no server listens.
  [[nodiscard]] Result<void> check() const;
  /// Sends a request line and waits for the reply line. Errors: invalid_argument (the request is
  /// too long), unavailable, too_large.
  [[nodiscard]] Result<std::string> ask(std::string_view request) const;

 private:
  std::filesystem::path path_;
};

}  // namespace audmg::app
