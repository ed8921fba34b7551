// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <sys/types.h>

namespace audmg::backup {

/// Modes of the folders and files that a backup or a restore creates: only their owner may read
/// them.
inline constexpr mode_t kOwnerOnlyFolder = 0700;
inline constexpr mode_t kOwnerOnlyFile = 0600;

}  // namespace audmg::backup
