// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <mutex>
#include <string>

namespace audmg::functions {

/// The address under which people reach the app: AUDMG_PUBLIC_URL, or that of the listener. A
/// server knows it once it listens; the functions on AWS may never. Thread-safe.
class AppAddress {
 public:
  AppAddress() = default;
  AppAddress(const AppAddress&) = delete;
  AppAddress& operator=(const AppAddress&) = delete;

  /// Sets it, without a trailing slash.
  void set(std::string url);
  /// Returns "" while it is unknown.
  [[nodiscard]] std::string url() const;

 private:
  mutable std::mutex mutex_;
  std::string url_;
};

}  // namespace audmg::functions
