// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

namespace audmg::sodium {

/// Prepares libsodium, which must happen before its first use. Cheap when repeated. Aborts when
/// that is impossible. Thread-safe.
void initialise();

}  // namespace audmg::sodium
