// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

namespace audmg::storage::filesystem {

/// Opens a file below `folder` and never crosses a symbolic link or "..": openat2(2) with
/// RESOLVE_BENEATH, RESOLVE_NO_SYMLINKS and RESOLVE_NO_MAGICLINKS, or open_by_steps() where that
/// call is missing. It is before Linux 5.6, and in every service of systemd with RestrictSUIDSGID,
/// which DynamicUser implies: its filter cannot look into the structure with the mode. Returns a
/// descriptor, closed on exec, or -errno. `mode` counts only with O_CREAT. Thread-safe.
[[nodiscard]] int open_beneath(int folder, const char* path, int flags, unsigned mode) noexcept;

/// Does the same with openat(2), folder by folder.
[[nodiscard]] int open_by_steps(int folder, const char* path, int flags, unsigned mode) noexcept;

}  // namespace audmg::storage::filesystem
