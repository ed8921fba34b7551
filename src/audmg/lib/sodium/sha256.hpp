// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

struct crypto_hash_sha256_state;

namespace audmg::sodium {

inline constexpr std::size_t kSha256BlockBytes = 64;

/// SHA-256 (FIPS 180-4) of bytes that come in pieces, perhaps over several processes: between two
/// blocks it can be taken down and taken up again. OpenSSL's, which is four times as fast
/// (lib/openssl/sha256.hpp), keeps its state to itself. Not thread-safe.
class ResumableSha256 {
 public:
  /// The hash of some blocks.
  struct Midstate {
    std::array<std::uint32_t, 8> words{};
    /// A multiple of kSha256BlockBytes.
    std::uint64_t bytes = 0;
  };

  ResumableSha256();
  /// Goes on after those blocks. Precondition: `from.bytes` is a multiple of kSha256BlockBytes.
  explicit ResumableSha256(const Midstate& from);
  ResumableSha256(ResumableSha256&&) noexcept;
  ResumableSha256& operator=(ResumableSha256&&) noexcept;
  ~ResumableSha256();

  void update(std::span<const std::byte> bytes);
  /// Returns nothing within a block.
  [[nodiscard]] std::optional<Midstate> midstate() const;
  /// Call once, and nothing afterwards.
  [[nodiscard]] std::array<std::byte, 32> finish();

 private:
  std::unique_ptr<crypto_hash_sha256_state> state_;
};

}  // namespace audmg::sodium
