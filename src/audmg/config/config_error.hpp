// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <stdexcept>

namespace audmg::config {

/// Reports that the program cannot start with these settings. what() names the setting, the source
/// of its value, the value (never a secret one) and what to write instead. Thrown while the program
/// starts, caught only in main().
class ConfigError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace audmg::config
