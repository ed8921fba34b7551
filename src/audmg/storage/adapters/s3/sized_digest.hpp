// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/deflate/crc32.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace audmg::storage::s3 {

/// The bookkeeping that every ObjectWriter does for its bytes: their digests, that they are as many
/// as announced, and that nothing is written after the end.
class SizedDigest {
 public:
  explicit SizedDigest(std::optional<std::uint64_t> announced) : announced_(announced) {}

  /// Call before the bytes are used. Errors: too_large, conflict (after the end).
  [[nodiscard]] Result<void> take(std::span<const std::byte> bytes);
  /// Ends writing; returns the SHA-256 in lower-case hexadecimal. Errors: conflict (a write was too
  /// large).
  [[nodiscard]] Result<std::string> finish();
  /// Call once. Errors: conflict, invalid_argument (fewer bytes than announced).
  [[nodiscard]] Result<void> begin_commit();
  /// Returns the CRC-32 of the bytes taken.
  [[nodiscard]] std::uint32_t crc32() const noexcept { return crc32_.value(); }
  /// Returns the number of bytes taken.
  [[nodiscard]] std::uint64_t size() const noexcept { return written_; }
  /// Rules out a commit.
  void end() noexcept { spoilt_ = true; }

 private:
  const std::optional<std::uint64_t> announced_;
  openssl::Sha256 sha256_;
  deflate::Crc32 crc32_;
  std::uint64_t written_ = 0;
  std::string finished_;
  bool spoilt_ = false;
  bool committed_ = false;
};

}  // namespace audmg::storage::s3
