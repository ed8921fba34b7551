// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>

namespace audmg::app {

/// Hardens the process; every command calls it first. Files are created for their owner only (umask
/// 077), core dumps and ptrace by other programs of the same user are forbidden (keys and passwords
/// are in memory), and a reader that leaves does not end the process (SIGPIPE).
void harden_process() noexcept;

/// Raises the limit of file descriptors as far as the system allows and returns the new limit.
std::uint64_t raise_descriptor_limit() noexcept;

}  // namespace audmg::app
