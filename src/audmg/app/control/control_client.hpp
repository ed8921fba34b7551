// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace audmg::app {

/// Sends requests to the server that listens at a control socket. Each request has its own
/// connection: the server serves one at a time, so a command of many requests does not keep others
/// out.
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
