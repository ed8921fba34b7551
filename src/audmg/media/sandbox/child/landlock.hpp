// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>

namespace audmg::media::sandbox {

/// Returns the version of Landlock that the kernel offers; 0 when it offers none.
[[nodiscard]] std::uint32_t landlock_abi() noexcept;

/// Forbids the calling thread, and everything it starts, to open files, to bind or connect TCP
/// ports, and to reach outside processes by signal or abstract socket, as far as the version can.
/// Open descriptors stay usable. Needs no_new_privs. Returns whether it worked.
[[nodiscard]] bool landlock_everything(std::uint32_t abi) noexcept;

}  // namespace audmg::media::sandbox
