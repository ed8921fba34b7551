// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/copy_bytes.hpp"

#include "audmg/core/errno_error.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/lib/openssl/sha256.hpp"
#include "audmg/storage/object_store.hpp"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <span>
#include <vector>

namespace audmg::backup {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1024} * 1024;
/// Bytes of one copy call in the kernel, small enough for a prompt stop.
constexpr std::size_t kKernelPieceBytes = std::size_t{64} * 1024 * 1024;

Result<void> write_all(int file, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail_errno("cannot write a copy", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

std::unexpected<Error> cannot_read(int error_number) {
  auto failure = fail_errno("cannot read an object", error_number);
  failure.error().retryable = is_shortage(error_number);
  failure.error().code = failure.error().retryable ? ErrorCode::unavailable : ErrorCode::corrupt;
  return failure;
}

Result<void> copy_by_hand(int source, int target, std::uint64_t from, std::uint64_t size) {
  std::vector<std::byte> piece(kPieceBytes);
  while (from < size) {
    const ssize_t count =
        ::pread(source, piece.data(), std::min<std::uint64_t>(size - from, piece.size()),
                static_cast<off_t>(from));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return cannot_read(errno);
    if (count == 0) return fail(ErrorCode::corrupt, "an object is shorter than it says");
    AUDMG_CHECK(write_all(target, std::span(piece).first(static_cast<std::size_t>(count))));
    from += static_cast<std::uint64_t>(count);
  }
  return {};
}

}  // namespace

Result<void> copy_file_bytes(int source, int target, std::uint64_t size) {
  if (::ioctl(target, FICLONE, source) == 0) return {};
  off_t from = 0;
  while (static_cast<std::uint64_t>(from) < size) {
    const auto wanted =
        std::min<std::uint64_t>(size - static_cast<std::uint64_t>(from), kKernelPieceBytes);
    const ssize_t count = ::copy_file_range(source, &from, target, nullptr, wanted, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == ENOSPC || errno == EDQUOT)) {
      return fail_errno("cannot copy an object", errno);
    }
    // The kernel cannot copy between these file systems, or one of the two files fails; copying by
    // hand shows which. Some file systems return 0 where reading returns bytes.
    if (count <= 0) return copy_by_hand(source, target, static_cast<std::uint64_t>(from), size);
  }
  return {};
}

Result<std::string> copy_object_bytes(storage::ObjectReader& object, int target) {
  openssl::Sha256 hash;
  std::vector<std::byte> piece(kPieceBytes);
  for (std::uint64_t offset = 0; offset < object.info().size;) {
    AUDMG_TRY(const std::size_t count, of_one_object(object.read_at(offset, piece)));
    if (count == 0) return fail(ErrorCode::corrupt, "an object is shorter than it says");
    const auto bytes = std::span(piece).first(count);
    hash.update(bytes);
    AUDMG_CHECK(write_all(target, bytes));
    offset += count;
  }
  return to_hex(hash.finish());
}

Result<FileDigest> digest_of(int file) {
  openssl::Sha256 hash;
  FileDigest digest;
  std::vector<std::byte> piece(kPieceBytes);
  for (;;) {
    const ssize_t count =
        ::pread(file, piece.data(), piece.size(), static_cast<off_t>(digest.size));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail_errno("cannot read", errno);
    if (count == 0) break;
    hash.update(std::span(piece).first(static_cast<std::size_t>(count)));
    digest.size += static_cast<std::uint64_t>(count);
  }
  digest.sha256 = to_hex(hash.finish());
  return digest;
}

}  // namespace audmg::backup
