// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/recovery_codes.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/lib/openssl/random.hpp"
#include "audmg/lib/openssl/sha256.hpp"

namespace audmg::identity {
namespace {

/// 32 characters, so that each holds five bits: without 0, 1, l and o.
constexpr std::string_view kRecoveryAlphabet = "23456789abcdefghijkmnpqrstuvwxyz";
static_assert(kRecoveryAlphabet.size() == 32);
constexpr std::size_t kCodeCharacters = 16;
constexpr std::size_t kCodeGroup = 4;

std::string make_recovery_code() {
  std::string code;
  for (const char byte : openssl::random_bytes(kCodeCharacters)) {
    if (code.size() % (kCodeGroup + 1) == kCodeGroup) code += '-';
    code += kRecoveryAlphabet[static_cast<unsigned char>(byte) % kRecoveryAlphabet.size()];
  }
  return code;
}

}  // namespace

std::vector<std::string> make_recovery_codes() {
  std::vector<std::string> codes(kRecoveryCodes);
  for (std::string& code : codes) code = make_recovery_code();
  return codes;
}

std::string recovery_code_hash(std::string_view code) {
  std::string bare;
  for (const char c : code) {
    if (c != ' ' && c != '\t' && c != '-') bare += to_lower(c);
  }
  return openssl::sha256_hex(bare);
}

}  // namespace audmg::identity
