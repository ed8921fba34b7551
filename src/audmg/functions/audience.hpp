// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/notification/event.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// Who outside the drive is told about events; nobody unless a deployment says so. Thread-safe.
class Audience {
 public:
  Audience() = default;
  Audience(const Audience&) = delete;
  Audience& operator=(const Audience&) = delete;
  virtual ~Audience() = default;

  /// The bodies of the messages that the event needs: one for each who wants it, often none.
  [[nodiscard]] virtual std::vector<std::string> deliveries(
      const notification::Event& event) const = 0;
  /// Carries one of them out. May block for some seconds. Errors: as notifier().
  [[nodiscard]] virtual Result<void> deliver(std::string_view body) const = 0;
};

}  // namespace audmg::functions
