// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <functional>
#include <string>

namespace audmg::backup {

/// Something in a snapshot that is not as it was written.
struct Damage {
  /// Below the snapshot's folder.
  std::string path;
  /// "is missing", "has 5 bytes, not 7", ...
  std::string what;
};

/// Is told of each, from any thread, one at a time.
using OnDamage = std::function<void(const Damage&)>;

}  // namespace audmg::backup
