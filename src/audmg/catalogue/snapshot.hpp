// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/catalogue.hpp"
#include "audmg/core/result.hpp"

#include <string>
#include <string_view>

namespace audmg::catalogue {

/// Returns the catalogue with its cursor as bytes: docs/formats/catalogue.md. Errors: internal (no
/// memory).
[[nodiscard]] Result<std::string> write_snapshot(const Catalogue& catalogue);

/// Reads such bytes; nothing about them is taken on trust. Errors: invalid_argument (not a snapshot
/// of this version; make the catalogue from the rows), corrupt (damaged), internal (no memory).
[[nodiscard]] Result<Catalogue> read_snapshot(std::string_view bytes);

}  // namespace audmg::catalogue
