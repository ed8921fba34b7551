// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

namespace audmg::curl {

/// libcurl's own default names its version.
inline constexpr const char* kUserAgent = "Audmg-Drive";

/// Before the first handle of the process. Thread-safe.
void set_up_once();

}  // namespace audmg::curl
