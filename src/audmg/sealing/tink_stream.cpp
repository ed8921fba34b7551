// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/sealing/tink_stream.hpp"

#include "audmg/core/result.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/lib/openssl/hkdf.hpp"
#include "audmg/lib/openssl/random.hpp"

#include <algorithm>

namespace audmg::sealing {
namespace {

constexpr std::size_t kStreamSaltOffset = 1;
constexpr std::size_t kSaltBytes = 32;
constexpr std::size_t kPrefixOffset = kStreamSaltOffset + kSaltBytes;
constexpr std::size_t kPrefixBytes = 7;
static_assert(kPrefixOffset + kPrefixBytes == kStreamHeaderBytes);
constexpr std::byte kHeaderLength{kStreamHeaderBytes};

openssl::AesGcm derived_cipher(const DataKey& key, const StreamHeader& header,
                               std::string_view associated) {
  DataKey derived = openssl::hkdf_sha256(
      key, std::span(header).subspan(kStreamSaltOffset, kSaltBytes), associated);
  const openssl::AesGcm cipher(derived);
  wipe(derived);
  return cipher;
}

/// The header counts as plaintext of the first segment, so that all segments have one size.
std::uint64_t segment_count(std::uint64_t plain_bytes) noexcept {
  return (plain_bytes + kStreamHeaderBytes + kPlainSegmentBytes - 1) / kPlainSegmentBytes;
}

}  // namespace

std::uint64_t sealed_stream_bytes(std::uint64_t plain_bytes) noexcept {
  AUDMG_ASSERT(plain_bytes <= kMaxStreamBytes);
  return kStreamHeaderBytes + plain_bytes + segment_count(plain_bytes) * openssl::kAesGcmTagBytes;
}

std::optional<std::uint64_t> plain_stream_bytes(std::uint64_t sealed_bytes) noexcept {
  const std::uint64_t segments = sealed_bytes / kSegmentBytes + (sealed_bytes % kSegmentBytes != 0);
  const std::uint64_t overhead = kStreamHeaderBytes + segments * openssl::kAesGcmTagBytes;
  if (segments == 0 || segments > std::uint64_t{1} << 32U || sealed_bytes < overhead) {
    return std::nullopt;
  }
  const std::uint64_t plain_bytes = sealed_bytes - overhead;
  if (sealed_stream_bytes(plain_bytes) != sealed_bytes) return std::nullopt;
  return plain_bytes;
}

Segment segment_of(std::uint64_t offset, std::uint64_t plain_bytes) noexcept {
  AUDMG_ASSERT(offset < plain_bytes || (offset == 0 && plain_bytes == 0));
  const std::uint64_t number = (offset + kStreamHeaderBytes) / kPlainSegmentBytes;
  Segment segment{.number = static_cast<std::uint32_t>(number),
                  .is_last = number + 1 == segment_count(plain_bytes)};
  if (number > 0) {
    segment.plain_offset = number * kPlainSegmentBytes - kStreamHeaderBytes;
    segment.sealed_offset = number * kSegmentBytes;
  } else {
    segment.sealed_offset = kStreamHeaderBytes;
  }
  const std::uint64_t end =
      std::min(plain_bytes, (number + 1) * kPlainSegmentBytes - kStreamHeaderBytes);
  segment.plain_bytes = static_cast<std::size_t>(end - segment.plain_offset);
  return segment;
}

StreamCipher StreamCipher::make(const DataKey& key, std::string_view associated) {
  StreamHeader header;
  openssl::fill_random(header);
  header[0] = kHeaderLength;
  return {key, header, associated};
}

std::optional<StreamCipher> StreamCipher::read(const DataKey& key, const StreamHeader& header,
                                               std::string_view associated) {
  if (header[0] != kHeaderLength) return std::nullopt;
  return StreamCipher(key, header, associated);
}

StreamCipher::StreamCipher(const DataKey& key, const StreamHeader& header,
                           std::string_view associated)
    : header_(header), cipher_(derived_cipher(key, header, associated)) {}

void StreamCipher::seal(std::uint32_t number, bool is_last, std::span<const std::byte> plain,
                        std::span<std::byte> into) const {
  cipher_.seal(nonce(number, is_last), {}, plain, into);
}

bool StreamCipher::open(std::uint32_t number, bool is_last, std::span<const std::byte> sealed,
                        std::span<std::byte> into) const {
  return cipher_.open(nonce(number, is_last), {}, sealed, into);
}

openssl::AesGcmNonce StreamCipher::nonce(std::uint32_t number, bool is_last) const noexcept {
  openssl::AesGcmNonce nonce;
  std::ranges::copy(std::span(header_).subspan(kPrefixOffset), nonce.begin());
  // Big-endian, as everywhere in Tink.
  for (std::size_t i = 0; i < sizeof(number); ++i) {
    const std::size_t shift = 8 * (sizeof(number) - 1 - i);
    nonce[kPrefixBytes + i] = static_cast<std::byte>(number >> shift & 0xffU);
  }
  nonce.back() = is_last ? std::byte{1} : std::byte{0};
  return nonce;
}

}  // namespace audmg::sealing
