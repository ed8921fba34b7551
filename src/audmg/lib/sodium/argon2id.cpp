// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sodium/argon2id.hpp"

#include "audmg/core/number.hpp"
#include "audmg/lib/sodium/initialise.hpp"

#include <sodium.h>

#include <array>
#include <optional>
#include <span>

namespace audmg::sodium {
namespace {

/// The hash of a PHC string is 32 bytes long; longer ones of other programs are read too.
constexpr std::size_t kMaxHashBytes = 64;

static_assert(kMinArgon2idMemoryBytes == crypto_pwhash_argon2id_MEMLIMIT_MIN);

std::unexpected<Error> no_memory() {
  return fail(ErrorCode::unavailable, "no memory for Argon2id", true);
}

/// Parsed contents of a PHC string.
struct Phc {
  unsigned long long passes = 0;
  std::size_t memory_bytes = 0;
  std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
  std::array<unsigned char, kMaxHashBytes> hash{};
  std::size_t hash_size = 0;
};

/// Takes a decimal number and the `end` after it off `text`.
std::optional<std::size_t> take_number_before(std::string_view end, std::string_view& text) {
  const auto number = take_number<std::size_t>(text);
  if (!number || !text.starts_with(end)) return std::nullopt;
  text.remove_prefix(end.size());
  return number;
}

/// Number of bytes in the base64 text; nothing when it is none or they do not fit.
std::optional<std::size_t> read_base64(std::string_view text, std::span<unsigned char> into) {
  std::size_t size = 0;
  if (sodium_base642bin(into.data(), into.size(), text.data(), text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0) {
    return std::nullopt;
  }
  return size;
}

std::optional<Phc> parse_phc(std::string_view text) {
  constexpr std::string_view kBegin = "$argon2id$v=19$m=";
  if (!text.starts_with(kBegin)) return std::nullopt;
  text.remove_prefix(kBegin.size());
  Phc phc;
  const auto memory_kib = take_number_before(",t=", text);
  const auto passes = take_number_before(",p=1$", text);
  if (!memory_kib || !passes) return std::nullopt;
  constexpr std::size_t kBytesPerKib = 1024;
  if (*memory_kib < kMinArgon2idMemoryBytes / kBytesPerKib ||
      *memory_kib > kMaxArgon2idMemoryBytes / kBytesPerKib ||
      *passes < crypto_pwhash_argon2id_OPSLIMIT_MIN || *passes > kMaxArgon2idPasses) {
    return std::nullopt;
  }
  phc.memory_bytes = *memory_kib * kBytesPerKib;
  phc.passes = *passes;
  const auto separator = text.find('$');
  if (separator == std::string_view::npos) return std::nullopt;
  if (read_base64(text.substr(0, separator), phc.salt) != phc.salt.size()) return std::nullopt;
  const auto hash_size = read_base64(text.substr(separator + 1), phc.hash);
  if (!hash_size || *hash_size < crypto_pwhash_argon2id_BYTES_MIN) return std::nullopt;
  phc.hash_size = *hash_size;
  return phc;
}

}  // namespace

Result<std::string> hash_argon2id(std::string_view password, const Argon2idCost& cost) {
  AUDMG_ASSERT(cost.memory_bytes >= kMinArgon2idMemoryBytes &&
               cost.memory_bytes <= kMaxArgon2idMemoryBytes && cost.passes >= 1 &&
               cost.passes <= kMaxArgon2idPasses);
  initialise();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.passes,
                            cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return no_memory();
  }
  return std::string(text.data());
}

// Not crypto_pwhash_str_verify(): it reports a lack of memory as a mismatch, errno included
// (libsodium 1.0.18, argon2_verify()).
Result<bool> verify_argon2id(std::string_view phc, std::string_view password) {
  initialise();
  const auto expected = parse_phc(phc);
  if (!expected) return false;
  std::array<unsigned char, kMaxHashBytes> hash{};
  // The parameters have been checked, so memory is all that can be lacking.
  if (crypto_pwhash_argon2id(hash.data(), expected->hash_size, password.data(), password.size(),
                             expected->salt.data(), expected->passes, expected->memory_bytes,
                             crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0) {
    return no_memory();
  }
  return sodium_memcmp(hash.data(), expected->hash.data(), expected->hash_size) == 0;
}

std::optional<Argon2idCost> argon2id_cost_of(std::string_view phc) {
  const auto parsed = parse_phc(phc);
  if (!parsed) return std::nullopt;
  return Argon2idCost{.memory_bytes = parsed->memory_bytes, .passes = parsed->passes};
}

}  // namespace audmg::sodium
