// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/factors/recovery_code_set.hpp"

#include "audmg/identity/recovery_codes.hpp"

namespace audmg::functions {

std::vector<std::string> renew_recovery_codes(identity::Factors& factors) {
  std::vector<std::string> codes = identity::make_recovery_codes();
  factors.recovery_hashes.clear();
  for (const std::string& code : codes) {
    factors.recovery_hashes.push_back(identity::recovery_code_hash(code));
  }
  return codes;
}

void drop_useless_codes(identity::Factors& factors) {
  if (!factors.has_second_factor()) factors.recovery_hashes.clear();
}

void write_recovery_codes(json::Writer& json, std::span<const std::string> codes) {
  json.key("recoveryCodes").begin_array();
  for (const std::string& code : codes) json.value(code);
  json.end_array();
}

}  // namespace audmg::functions
