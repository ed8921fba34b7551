// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

namespace audmg::curl {

/// Does not name a version, unlike libcurl's own default.
inline constexpr const char* kUserAgent = "Audmg-Drive";

/// Initialises libcurl. Call it before the first handle of the process. Thread-safe.
void set_up_once();

}  // namespace audmg::curl
