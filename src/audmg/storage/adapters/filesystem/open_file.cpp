// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/open_file.hpp"

#include "audmg/core/errno_error.hpp"
#include "audmg/core/shortage.hpp"

#include <cerrno>
#include <string>

namespace audmg::storage::filesystem {
namespace {

ErrorCode code_of(int error) noexcept {
  switch (error) {
    case ENAMETOOLONG:
    case ENOENT:
    case ENOTDIR:
      return ErrorCode::not_found;
    case ENOSPC:
    case EDQUOT:
      return ErrorCode::out_of_space;
    case EFBIG:
      return ErrorCode::too_large;
    case EROFS:
      return ErrorCode::unavailable;
    default:
      return is_shortage(error) ? ErrorCode::unavailable : ErrorCode::internal;
  }
}

}  // namespace

Error error_of(std::int64_t result, std::string_view what) {
  const int error = static_cast<int>(-result);
  const ErrorCode code = code_of(error);
  return Error{code, errno_message(what, error), code == ErrorCode::unavailable};
}

std::unexpected<Error> fail_with(std::int64_t result, std::string_view what) {
  return std::unexpected(error_of(result, what));
}

Result<OpenFile> open_file(FileOperations& operations, int folder, const char* path, int flags) {
  const int file = operations.open(folder, path, flags);
  if (file < 0) return fail_with(file, std::string("cannot open ") + path);
  return OpenFile(operations, file);
}

Result<void> write_fully(FileOperations& operations, int file, std::span<const std::byte> bytes,
                         std::uint64_t offset) {
  while (!bytes.empty()) {
    const ssize_t count = operations.write_at(file, bytes, offset);
    if (count < 0) return fail_with(count, "cannot write");
    // Nothing written and no error: the kernel has no room for even one byte.
    if (count == 0) return fail(ErrorCode::out_of_space, "cannot write: no progress");
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
  return {};
}

Result<std::size_t> read_fully(FileOperations& operations, int file, std::span<std::byte> into,
                               std::uint64_t offset) {
  std::size_t done = 0;
  while (done < into.size()) {
    const ssize_t count = operations.read_at(file, into.subspan(done), offset + done);
    if (count < 0) return fail_with(count, "cannot read");
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

}  // namespace audmg::storage::filesystem
