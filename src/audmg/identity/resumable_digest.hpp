// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/identity/content_digest.hpp"
#include "audmg/lib/deflate/crc32.hpp"
#include "audmg/lib/sodium/sha256.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace audmg::identity {

/// The digests of ContentDigest, for bytes that take longer to read than a process lives. Not
/// thread-safe.
class ResumableDigest {
 public:
  ResumableDigest() = default;
  /// Goes on where a text of save() was written. Returns nothing for any other text.
  [[nodiscard]] static std::optional<ResumableDigest> resume(std::string_view saved);

  void update(std::span<const std::byte> bytes);
  /// Returns the number of bytes so far.
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Returns a line of at most 100 bytes of ASCII. Precondition: size() is a multiple of
  /// sodium::kSha256BlockBytes.
  [[nodiscard]] std::string save() const;
  /// Call once, and nothing afterwards.
  [[nodiscard]] ContentDigest::Digests finish();

 private:
  sodium::ResumableSha256 sha256_;
  deflate::Crc32 crc32_;
  std::uint64_t size_ = 0;
};

}  // namespace audmg::identity
