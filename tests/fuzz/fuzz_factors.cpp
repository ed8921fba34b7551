// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// The text of a user's second factors: what was read and written must be read again as the same.
#include "audmg/core/result.hpp"
#include "audmg/identity/factors.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg::identity;
  const auto factors = factors_from_json({reinterpret_cast<const char*>(bytes), size});
  if (!factors) return 0;
  AUDMG_ASSERT(factors->passkeys.size() <= kMaxPasskeys);
  AUDMG_ASSERT(factors->networks.size() <= kMaxKnownNetworks);
  AUDMG_ASSERT(factors->failed_codes >= 0);
  const std::string once = factors_to_json(*factors);
  // Escapes may be longer when written anew.
  if (once.size() > std::size_t{64} * 1024) return 0;
  const auto again = factors_from_json(once);
  AUDMG_ASSERT(again.has_value());
  AUDMG_ASSERT(factors_to_json(*again) == once);
  return 0;
}
