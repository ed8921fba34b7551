// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"
#include "audmg/database/file.hpp"

namespace audmg::database::dynamodb {

/// Returns the item, with its keys, of a file that is new: it was never processed, and is in no
/// collection.
[[nodiscard]] Item file_item(const File& file);
/// Errors: corrupt.
[[nodiscard]] Result<File> read_file(const Item& item);

}  // namespace audmg::database::dynamodb
