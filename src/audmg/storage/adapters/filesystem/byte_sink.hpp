// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/deflate/crc32.hpp"
#include "audmg/lib/openssl/sha256.hpp"
#include "audmg/sealing/stream_sealer.hpp"
#include "audmg/storage/adapters/filesystem/store_folder.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace audmg::storage::filesystem {

/// Appends to a region of a file, sealed or as they are; hashes the bytes on the way, starts
/// writing them to disk early and watches the free space. Not thread-safe.
class ByteSink {
 public:
  /// The region begins at `begin` and takes at most `capacity` bytes, which `sealer` seals if it is
  /// set. Does not own `file`.
  ByteSink(StoreFolder& folder, int file, std::uint64_t begin, std::uint64_t capacity,
           std::optional<sealing::StreamSealer> sealer = std::nullopt) noexcept
      : folder_(folder),
        file_(file),
        begin_(begin),
        capacity_(capacity),
        sealer_(std::move(sealer)) {}

  /// Errors: too_large, out_of_space, unavailable, internal.
  [[nodiscard]] Result<void> append(std::span<const std::byte> bytes);
  /// Writes what sealing still holds back. Call once, after the last append() and before the file
  /// is synced. Errors: as append().
  [[nodiscard]] Result<void> finish_writing();
  /// Returns how many bytes were appended.
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Returns the digest of everything that was appended. Call once.
  [[nodiscard]] openssl::Sha256Digest finish_hash() { return hash_.finish(); }
  /// Returns the CRC-32 of everything that was appended so far.
  [[nodiscard]] std::uint32_t crc32() const noexcept { return crc32_.value(); }

 private:
  [[nodiscard]] Result<void> write_out(std::span<const std::byte> bytes);

  StoreFolder& folder_;
  int file_;
  std::uint64_t begin_;
  std::uint64_t capacity_;
  std::optional<sealing::StreamSealer> sealer_;
  std::uint64_t size_ = 0;
  /// Bytes of the region that were written, and those of them that are on the way to the disk.
  std::uint64_t written_ = 0;
  std::uint64_t flushed_ = 0;
  openssl::Sha256 hash_;
  deflate::Crc32 crc32_;
};

}  // namespace audmg::storage::filesystem
