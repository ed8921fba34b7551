// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

namespace audmg::app {

/// Checks at startup that database and object store are halves of one drive, and raises the drive's
/// generation. A store that does not reply or is full is logged and does not prevent the start: the
/// sweep checks again before it touches anything. Errors: conflict (they are not halves of one
/// drive; the message says what to do), corrupt.
[[nodiscard]] Result<void> open_drive(const functions::Services& services);

}  // namespace audmg::app
