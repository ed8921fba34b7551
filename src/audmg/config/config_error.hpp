// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <stdexcept>

namespace audmg::config {

/// The program cannot start as it was told to. what() names the setting, where its value came from,
/// the value (never a secret one) and what to write instead. Thrown while the program starts,
/// caught only in main().
class ConfigError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace audmg::config
