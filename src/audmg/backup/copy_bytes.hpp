// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstdint>
#include <string>

namespace audmg::backup {

/// Makes `target`, an empty file, a copy of the first `size` bytes of `source`: by sharing blocks
/// where the file system can, otherwise within the kernel. Errors: out_of_space, corrupt (the
/// source is shorter), internal.
[[nodiscard]] Result<void> copy_file_bytes(int source, int target, std::uint64_t size);

/// Reads the object into `target`, an empty file; its SHA-256 in lower-case hexadecimal. Errors:
/// those of the reader, out_of_space, corrupt (shorter than announced), internal.
[[nodiscard]] Result<std::string> copy_object_bytes(storage::ObjectReader& object, int target);

/// SHA-256 of the file from its start, in lower-case hexadecimal, and its size.
struct FileDigest {
  std::string sha256;
  std::uint64_t size = 0;
};
/// Errors: internal.
[[nodiscard]] Result<FileDigest> digest_of(int file);

}  // namespace audmg::backup
