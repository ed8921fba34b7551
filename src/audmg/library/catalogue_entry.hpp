// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/entry.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"

namespace audmg::library {

/// Returns the file as the catalogue knows it: its facts with the owner's edits over them. Errors:
/// corrupt, when the row cannot be read.
[[nodiscard]] Result<catalogue::Entry> catalogue_entry(const database::File& file);

/// Returns what the row's own columns say, for a file whose record or edits cannot be read: it must
/// be found all the same.
[[nodiscard]] catalogue::Entry bare_catalogue_entry(const database::File& file);

}  // namespace audmg::library
