// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/openssl/aes_gcm.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace audmg::sealing {

// Google Tink's AES-GCM-HKDF streaming AEAD, with a key of 32 bytes, HKDF-SHA-256, a derived key of
// 32 bytes and segments of 64 KiB:
// https://developers.google.com/tink/streaming-aead/aes_gcm_hkdf_streaming

inline constexpr std::size_t kSegmentBytes = std::size_t{64} * 1024;
inline constexpr std::size_t kPlainSegmentBytes = kSegmentBytes - openssl::kAesGcmTagBytes;
/// The first segment has so much less, because the header of the stream precedes it.
inline constexpr std::size_t kStreamHeaderBytes = 40;
/// The most plaintext of one stream: a segment's number has 32 bits.
inline constexpr std::uint64_t kMaxStreamBytes =
    (std::uint64_t{1} << 32U) * kPlainSegmentBytes - kStreamHeaderBytes;

using DataKey = openssl::AesGcmKey;
/// Length, salt and the beginning of all nonces; not secret.
using StreamHeader = std::array<std::byte, kStreamHeaderBytes>;

/// Returns the size of the stream, with its header. Precondition: at most kMaxStreamBytes.
[[nodiscard]] std::uint64_t sealed_stream_bytes(std::uint64_t plain_bytes) noexcept;
/// Returns the reverse; nothing for a size that no stream has.
[[nodiscard]] std::optional<std::uint64_t> plain_stream_bytes(std::uint64_t sealed_bytes) noexcept;

/// Where one segment is, in the plaintext and in the stream.
struct Segment {
  std::uint32_t number = 0;
  bool is_last = false;
  std::uint64_t plain_offset = 0;
  std::size_t plain_bytes = 0;
  std::uint64_t sealed_offset = 0;

  [[nodiscard]] std::size_t sealed_bytes() const noexcept {
    return plain_bytes + openssl::kAesGcmTagBytes;
  }
};

/// Returns the segment that has the byte at `offset`. Precondition: `offset` is below
/// `plain_bytes`, or both are 0.
[[nodiscard]] Segment segment_of(std::uint64_t offset, std::uint64_t plain_bytes) noexcept;

/// The key and the nonces of one stream. Thread-safe.
class StreamCipher {
 public:
  /// Begins a new stream: a random header makes a key that no other stream has. `associated` is
  /// authenticated and not stored.
  [[nodiscard]] static StreamCipher make(const DataKey& key, std::string_view associated);
  /// Returns the cipher of a stream that begins with `header`; nothing when it is none.
  [[nodiscard]] static std::optional<StreamCipher> read(const DataKey& key,
                                                        const StreamHeader& header,
                                                        std::string_view associated);

  [[nodiscard]] const StreamHeader& header() const noexcept { return header_; }
  /// Seals a segment into as many bytes and the tag. Each number is sealed once.
  void seal(std::uint32_t number, bool is_last, std::span<const std::byte> plain,
            std::span<std::byte> into) const;
  /// Returns false, with `into` zeros, for bytes that are not this segment of this stream.
  [[nodiscard]] bool open(std::uint32_t number, bool is_last, std::span<const std::byte> sealed,
                          std::span<std::byte> into) const;

 private:
  StreamCipher(const DataKey& key, const StreamHeader& header, std::string_view associated);
  [[nodiscard]] openssl::AesGcmNonce nonce(std::uint32_t number, bool is_last) const noexcept;

  StreamHeader header_;
  openssl::AesGcm cipher_;
};

}  // namespace audmg::sealing
