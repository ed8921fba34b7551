// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace audmg::identity {

/// Computes digests of bytes that come in pieces: SHA-256, by which two files are the same file,
/// and CRC-32, which zip archives need. Not thread-safe.
class ContentDigest {
 public:
  ContentDigest();
  ContentDigest(const ContentDigest&) = delete;
  ContentDigest& operator=(const ContentDigest&) = delete;
  ~ContentDigest();

  struct Digests {
    /// Lower-case hexadecimal.
    std::string sha256;
    std::uint32_t crc32 = 0;
  };

  void update(std::span<const std::byte> bytes);
  /// Call once.
  [[nodiscard]] Digests finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace audmg::identity
