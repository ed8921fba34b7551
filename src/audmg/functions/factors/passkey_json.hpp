// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/identity/factors.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string_view>

namespace audmg::functions {

/// Adds the members of a passkey, as /passkeys lists it, to an open object. `party`: this drive's
/// relying party, or "" if it has none now.
void write_passkey(json::Writer& json, const identity::Passkey& passkey, std::string_view party);

/// Adds the member "passkeys" to an open object: every passkey among the factors.
void write_passkeys(json::Writer& json, const identity::Factors& factors, std::string_view party);

}  // namespace audmg::functions
