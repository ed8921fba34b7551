// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"

#include <cstdint>
#include <filesystem>

namespace audmg::media::sandbox {

/// An empty file without a name, for reading and writing; its space is free again when the last
/// descriptor is closed. Errors: out_of_space, unavailable.
[[nodiscard]] Result<Descriptor> make_scratch_file(const std::filesystem::path& folder);

/// Whether so many bytes are free on the folder's disk. Errors: out_of_space (retryable),
/// unavailable.
[[nodiscard]] Result<void> require_room(const std::filesystem::path& folder, std::uint64_t bytes);

/// The same open file as `descriptor`, for reading only and with an offset of its own: what a child
/// does to it cannot reach the file, nor how others read it. Errors: unavailable.
[[nodiscard]] Result<Descriptor> reopen_for_reading(int descriptor);

/// Bytes of an open file. Errors: internal.
[[nodiscard]] Result<std::uint64_t> size_of(const Descriptor& file);

}  // namespace audmg::media::sandbox
