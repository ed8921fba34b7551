// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstdint>
#include <string_view>

namespace audmg::identity {

/// Signature algorithms of passkeys, by their COSE numbers (RFC 9053, RFC 8812).
enum class CoseAlgorithm : std::int32_t { es256 = -7, eddsa = -8, rs256 = -257 };

/// Reads the algorithm of a COSE_Key and checks that the key is one that it takes: a point on
/// P-256; 32 bytes of Ed25519; RSA of 2,048 to 4,096 bits with an odd exponent of at most 32 bits.
/// Errors: invalid_argument.
[[nodiscard]] Result<CoseAlgorithm> check_cose_key(std::string_view cose_key);

/// Returns whether `signature` is the key's over `message`; ECDSA signatures are in DER. Errors:
/// invalid_argument (not a key for check_cose_key()), internal.
[[nodiscard]] Result<bool> verify_signature(std::string_view cose_key, std::string_view message,
                                            std::string_view signature);

}  // namespace audmg::identity
