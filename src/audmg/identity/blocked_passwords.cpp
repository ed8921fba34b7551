// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/blocked_passwords.hpp"

#include "audmg/core/text.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <cstring>
#include <string>

// As src/audmg/places/embedded.cpp: the assembler copies the file.
asm(".pushsection .rodata\n"
    ".balign 16\n"
    ".hidden audmg_blocked_passwords_begin\n"
    ".global audmg_blocked_passwords_begin\n"
    "audmg_blocked_passwords_begin:\n"
    ".incbin \"" AUDMG_BLOCKED_PASSWORDS
    "\"\n"
    ".hidden audmg_blocked_passwords_end\n"
    ".global audmg_blocked_passwords_end\n"
    "audmg_blocked_passwords_end:\n"
    ".popsection\n");

extern "C" {
extern const std::byte audmg_blocked_passwords_begin[];
extern const std::byte audmg_blocked_passwords_end[];
}

namespace audmg::identity {
namespace {

constexpr std::size_t kBlockedDigestBytes = 8;

}  // namespace

bool is_blocked_password(std::string_view password) {
  std::string lower = lower_case(password);
  const openssl::Sha256Digest digest = openssl::sha256(lower);
  wipe(lower);
  const std::byte* const list = audmg_blocked_passwords_begin;
  std::size_t begin = 0;
  std::size_t end = blocked_password_count();
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    const int order =
        std::memcmp(list + middle * kBlockedDigestBytes, digest.data(), kBlockedDigestBytes);
    if (order == 0) return true;
    if (order < 0) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return false;
}

std::size_t blocked_password_count() noexcept {
  return static_cast<std::size_t>(audmg_blocked_passwords_end - audmg_blocked_passwords_begin) /
         kBlockedDigestBytes;
}

}  // namespace audmg::identity
