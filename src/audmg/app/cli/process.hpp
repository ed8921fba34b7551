// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>

namespace audmg::app {

/// What every command does first: files are made for their owner only (umask 077), no core dump and
/// no ptrace by other programs of the same user (keys and passwords are in memory), and a reader
/// that leaves does not end the process (SIGPIPE).
void harden_process() noexcept;

/// Raises the limit of file descriptors as far as the system allows; what it is then.
std::uint64_t raise_descriptor_limit() noexcept;

}  // namespace audmg::app
