// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstdint>
#include <string>

namespace audmg::functions {

/// The largest plaintext of a sealed object that is kept in memory, and not on the disk.
inline constexpr std::uint64_t kMaxPlainMemoryBytes = std::uint64_t{64} * 1024 * 1024;

/// Makes an empty file without a name for `bytes` of the object: in memory for a sealed object, if
/// they are at most kMaxPlainMemoryBytes, otherwise in `folder`. Errors: out_of_space, unavailable.
[[nodiscard]] Result<Descriptor> make_local_file(const storage::ObjectReader& object,
                                                 std::uint64_t bytes, const std::string& folder);

/// Copies the object's bytes into such a file, for objects whose readers have no descriptor.
/// Errors: those of the reader; out_of_space; unavailable.
[[nodiscard]] Result<Descriptor> copy_to_local_file(storage::ObjectReader& object,
                                                    const std::string& folder);

}  // namespace audmg::functions
