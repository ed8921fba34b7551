// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <functional>
#include <string>

namespace audmg::backup {

/// A part of a snapshot that differs from what was written.
struct Damage {
  /// Path relative to the snapshot's folder.
  std::string path;
  /// "is missing", "has 5 bytes, not 7", ...
  std::string what;
};

/// Called for each damage, from any thread, one at a time.
using OnDamage = std::function<void(const Damage&)>;

}  // namespace audmg::backup
