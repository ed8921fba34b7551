// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>

namespace audmg::media::sandbox {

/// The version of Landlock that the kernel offers; 0: none.
[[nodiscard]] std::uint32_t landlock_abi() noexcept;

/// From now on the calling thread, and what it starts, may open no file, bind or connect no TCP
/// port, and reach no process outside by signal or abstract socket, as far as the version goes.
/// Descriptors that are open stay usable. Needs no_new_privs. Whether it worked.
[[nodiscard]] bool landlock_everything(std::uint32_t abi) noexcept;

}  // namespace audmg::media::sandbox
