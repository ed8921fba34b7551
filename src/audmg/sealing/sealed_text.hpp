// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/sealing/keyring.hpp"

#include <string>
#include <string_view>

namespace audmg::sealing {

/// Returns the bytes of a sealed object that has this text, which fits into memory. `name` is the
/// place where it is kept, so that it is worthless elsewhere.
[[nodiscard]] std::string seal_text(const Keyring& keyring, std::string_view name,
                                    std::string_view text);

/// Returns the text again. Errors: corrupt; the message names the place.
[[nodiscard]] Result<std::string> open_text(const Keyring& keyring, std::string_view name,
                                            std::string_view sealed);

}  // namespace audmg::sealing
