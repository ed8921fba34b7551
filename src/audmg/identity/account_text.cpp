// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/account_text.hpp"

#include "audmg/core/text.hpp"
#include "audmg/lib/utf8proc/normal_form.hpp"

namespace audmg::identity {

std::string normal_account_name(std::string_view typed) {
  const std::string_view name = trim(typed, " ");
  const auto normal = utf8proc::to_nfc(name);
  return normal ? normal->text() : std::string(name);
}

}  // namespace audmg::identity
