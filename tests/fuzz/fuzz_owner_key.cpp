// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// A key file.
#include "audmg/core/base64.hpp"
#include "audmg/sealing/owner_key.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto key = sealing::OwnerKey::read_key_file(text);
  AUDMG_ASSERT(key || key.error().code == ErrorCode::invalid_argument);
  if (key) {
    const auto derived = key->derive({}, {.memory_bytes = 0, .passes = 0});
    AUDMG_ASSERT(derived.has_value());
    // Comments change nothing.
    const auto again = sealing::OwnerKey::read_key_file(std::string("# x\n\n").append(text));
    AUDMG_ASSERT(again && *again->derive({}, {.memory_bytes = 0, .passes = 0}) == *derived);
  }
  const auto passphrase = sealing::OwnerKey::of_passphrase(text);
  AUDMG_ASSERT(passphrase || passphrase.error().code == ErrorCode::invalid_argument);
  return 0;
}
