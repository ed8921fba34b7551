// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/sealing/sealed_header.hpp"

#include "audmg/lib/openssl/sha256.hpp"
#include "audmg/sealing/little_endian.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

namespace audmg::sealing {
namespace {

constexpr std::string_view kHeaderMagic = "AUDMGSO1";
constexpr std::size_t kStreamBytesOffset = 8;
constexpr std::size_t kKeyNumberOffset = 16;
constexpr std::size_t kKeyringOffset = 24;
constexpr std::size_t kWrappedKeyOffset = kKeyringOffset + kKeyringIdBytes;
constexpr std::size_t kHeaderSumOffset = 112;
constexpr std::size_t kHeaderSumBytes = kSealedHeaderBytes - kHeaderSumOffset;
static_assert(kWrappedKeyOffset + kWrappedKeyBytes <= kHeaderSumOffset);

/// Tells rot from a wrong key; nobody is kept from making a right one.
auto header_sum(std::span<const std::byte> bytes) {
  std::array<std::byte, kHeaderSumBytes> sum;
  std::copy_n(openssl::sha256(bytes.first(kHeaderSumOffset)).begin(), sum.size(), sum.begin());
  return sum;
}

}  // namespace

bool looks_sealed(std::span<const std::byte> bytes) noexcept {
  return bytes.size() >= kHeaderMagic.size() &&
         std::ranges::equal(bytes.first(kHeaderMagic.size()),
                            std::as_bytes(std::span(kHeaderMagic)));
}

bool names_keyring(std::span<const std::byte> bytes, const KeyringId& id) noexcept {
  return bytes.size() >= kSealedHeaderBytes &&
         std::ranges::equal(bytes.subspan(kKeyringOffset, kKeyringIdBytes), id);
}

SealedHeaderText encode_sealed_header(const SealedHeader& header) {
  SealedHeaderText text{};
  const std::span<std::byte> all(text);
  std::ranges::copy(std::as_bytes(std::span(kHeaderMagic)), all.begin());
  put_little_endian(all.subspan(kStreamBytesOffset, 8), header.stream_bytes);
  put_little_endian(all.subspan(kKeyNumberOffset, 4), header.key_number);
  std::ranges::copy(header.keyring, all.subspan(kKeyringOffset).begin());
  std::ranges::copy(header.wrapped_key, all.subspan(kWrappedKeyOffset).begin());
  std::ranges::copy(header_sum(text), all.subspan(kHeaderSumOffset).begin());
  return text;
}

Result<SealedHeader> decode_sealed_header(std::span<const std::byte> bytes) {
  if (!looks_sealed(bytes)) return fail(ErrorCode::corrupt, "not a sealed object");
  if (bytes.size() < kSealedHeaderBytes) {
    return fail(ErrorCode::corrupt, "the header of a sealed object is cut off");
  }
  bytes = bytes.first(kSealedHeaderBytes);
  SealedHeader header;
  header.stream_bytes = get_little_endian(bytes.subspan(kStreamBytesOffset, 8));
  header.key_number =
      static_cast<std::uint32_t>(get_little_endian(bytes.subspan(kKeyNumberOffset, 4)));
  std::ranges::copy(bytes.subspan(kKeyringOffset, kKeyringIdBytes), header.keyring.begin());
  std::ranges::copy(bytes.subspan(kWrappedKeyOffset, kWrappedKeyBytes), header.wrapped_key.begin());
  // Written again it must be the same, checksum and zeros included.
  if (header.key_number == 0 || header.stream_bytes > kMaxHeaderStreamBytes ||
      !std::ranges::equal(encode_sealed_header(header), bytes)) {
    return fail(ErrorCode::corrupt, "the header of a sealed object is damaged");
  }
  return header;
}

}  // namespace audmg::sealing
