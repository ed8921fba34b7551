// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace audmg::app {

/// Listens at `path` with mode 0600; removes whatever was there before. Paths may be longer than a
/// socket address allows (108 bytes). Errors: as fail_errno().
[[nodiscard]] Result<Descriptor> listen_unix(const std::filesystem::path& path);

/// Errors: unavailable when nobody listens there.
[[nodiscard]] Result<Descriptor> connect_unix(const std::filesystem::path& path);

/// Returns whether the peer is a process of this process's user, or of root (SO_PEERCRED).
[[nodiscard]] bool is_same_user(const Descriptor& socket);

/// Read and write whole lines on a connected socket. `buffer` keeps bytes read beyond a line.
/// Errors: unavailable (the peer is gone or too slow), too_large.
[[nodiscard]] Result<std::string> read_line(const Descriptor& socket, std::string& buffer,
                                            std::size_t max_bytes);
[[nodiscard]] Result<void> write_all(const Descriptor& socket, std::string_view bytes);

}  // namespace audmg::app
