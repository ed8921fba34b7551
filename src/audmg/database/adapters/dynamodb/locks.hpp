// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"
#include "audmg/database/file.hpp"

#include <string_view>
#include <vector>

namespace audmg::database::dynamodb {

// Items whose key alone keeps something unique; each names its owner.
[[nodiscard]] Item username_lock(std::string_view username, const UserId& user);
[[nodiscard]] Item email_lock(std::string_view email, const UserId& user);
[[nodiscard]] Item content_lock(const File& file);
[[nodiscard]] Item object_lock(const File& file);
/// Returns the item that says which file names the object.
[[nodiscard]] Item object_lock(std::string_view object_key, const File& file);

/// Returns the locks that belong to the item of an account or of a file; none for other items.
/// Errors: corrupt.
[[nodiscard]] Result<std::vector<Item>> locks_of(const Item& item);

}  // namespace audmg::database::dynamodb
