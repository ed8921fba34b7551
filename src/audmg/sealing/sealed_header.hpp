// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/openssl/aes_gcm.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace audmg::sealing {

inline constexpr std::size_t kSealedHeaderBytes = 128;
inline constexpr std::size_t kKeyringIdBytes = 16;
/// A nonce, the data key, and the tag.
inline constexpr std::size_t kWrappedKeyBytes =
    openssl::kAesGcmNonceBytes + openssl::kAesGcmKeyBytes + openssl::kAesGcmTagBytes;

using KeyringId = std::array<std::byte, kKeyringIdBytes>;
using WrappedKey = std::array<std::byte, kWrappedKeyBytes>;
using SealedHeaderText = std::array<std::byte, kSealedHeaderBytes>;

/// The largest value of SealedHeader::stream_bytes.
inline constexpr std::uint64_t kMaxHeaderStreamBytes = std::uint64_t{1} << 47U;

/// The beginning of a sealed object: docs/formats/sealed-object.md.
struct SealedHeader {
  /// Plaintext in every stream but the last; 0 when there is one stream.
  std::uint64_t stream_bytes = 0;
  /// The key of the keyring that wraps the data key, from 1.
  std::uint32_t key_number = 0;
  KeyringId keyring{};
  WrappedKey wrapped_key{};

  bool operator==(const SealedHeader&) const = default;
};

/// Returns whether the bytes begin as a sealed object does, intact or not.
[[nodiscard]] bool looks_sealed(std::span<const std::byte> bytes) noexcept;

/// Returns whether the bytes have this keyring's id where a sealed object has it: a sealed object
/// whose first bytes are damaged is not a plain one.
[[nodiscard]] bool names_keyring(std::span<const std::byte> bytes, const KeyringId& id) noexcept;

[[nodiscard]] SealedHeaderText encode_sealed_header(const SealedHeader& header);
/// Errors: corrupt (not the header of a sealed object, cut off, damaged, or of a later version).
[[nodiscard]] Result<SealedHeader> decode_sealed_header(std::span<const std::byte> bytes);

}  // namespace audmg::sealing
