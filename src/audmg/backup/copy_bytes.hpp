// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace audmg::backup {

/// Converts the result of a call that reads one object of the drive. An error that a retry cannot
/// fix, such as a bad sector, becomes corrupt: it damages only this object and need not stop the
/// run.
template <class T>
[[nodiscard]] Result<T> of_one_object(Result<T> read) {
  if (!read && read.error().code == ErrorCode::internal && !read.error().retryable) {
    return fail(ErrorCode::corrupt, std::move(read).error().message);
  }
  return read;
}

/// Copies the first `size` bytes of `source` to `target`, an empty file: by sharing blocks where
/// the file system can, otherwise within the kernel. Errors: out_of_space, corrupt (the source is
/// shorter or cannot be read), unavailable (a shortage), internal.
[[nodiscard]] Result<void> copy_file_bytes(int source, int target, std::uint64_t size);

/// Copies the object into `target`, an empty file, and returns its SHA-256 in lower-case
/// hexadecimal. Errors: unavailable, out_of_space, corrupt (shorter than announced, or cannot be
/// read), internal.
[[nodiscard]] Result<std::string> copy_object_bytes(storage::ObjectReader& object, int target);

/// SHA-256 of a file from its start, in lower-case hexadecimal, and its size in bytes.
struct FileDigest {
  std::string sha256;
  std::uint64_t size = 0;
};
/// Errors: internal.
[[nodiscard]] Result<FileDigest> digest_of(int file);

}  // namespace audmg::backup
