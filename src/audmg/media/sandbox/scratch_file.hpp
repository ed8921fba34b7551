// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"

#include <cstdint>
#include <filesystem>

namespace audmg::media::sandbox {

/// Makes an empty file without a name, for reading and writing; its space is freed when the last
/// descriptor is closed. Errors: out_of_space, unavailable.
[[nodiscard]] Result<Descriptor> make_scratch_file(const std::filesystem::path& folder);

/// Succeeds if that many bytes are free on the folder's disk. Errors: out_of_space (retryable),
/// unavailable.
[[nodiscard]] Result<void> require_room(const std::filesystem::path& folder, std::uint64_t bytes);

/// Reopens the file of `descriptor` read-only with an offset of its own: a child can change neither
/// the file nor the position of other readers through it. Errors: unavailable.
[[nodiscard]] Result<Descriptor> reopen_for_reading(int descriptor);

/// Returns the size of an open file in bytes. Errors: internal.
[[nodiscard]] Result<std::uint64_t> size_of(const Descriptor& file);

}  // namespace audmg::media::sandbox
