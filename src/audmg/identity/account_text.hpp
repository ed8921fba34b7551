// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

namespace audmg::identity {

/// Returns a username or an e-mail address as it is stored and looked up: without the blanks around
/// it that keyboards of phones add, and in Unicode's Normalization Form C. Text that is not UTF-8
/// only loses the blanks.
[[nodiscard]] std::string normal_account_name(std::string_view typed);

}  // namespace audmg::identity
