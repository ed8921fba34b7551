// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace audmg {

/// Asks for bytes of a file, in one message of a SOCK_SEQPACKET socket. The answer is one byte: 1
/// when they can be read, 0 when they cannot be had.
struct FetchRequest {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

/// A file that is read at any place. Its bytes may have to be fetched before: whoever has the other
/// end of the socket `fetcher` puts them into the file when they are asked for. Owns nothing.
class ByteInput {
 public:
  ByteInput() = default;
  /// `descriptor` is open for reading and seekable; its offset is not used. Without `fetcher` (-1)
  /// all bytes are there.
  ByteInput(int descriptor, int fetcher = -1) noexcept  // NOLINT: a file is an input
      : descriptor_(descriptor), fetcher_(fetcher) {}

  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  /// Reads as pread() does, but goes on until `into` is full or the file ends. Not for several
  /// threads at a time when there is a fetcher. Returns the number of bytes; -1 with errno on an
  /// error: EIO when they cannot be had.
  [[nodiscard]] ssize_t read_at(std::uint64_t offset, std::span<std::byte> into) const noexcept;

 private:
  int descriptor_ = -1;
  int fetcher_ = -1;
};

}  // namespace audmg
