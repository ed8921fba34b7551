// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"
#include "audmg/database/file.hpp"

#include <string_view>
#include <vector>

namespace audmg::database::dynamodb {

// Items that are made from others.

/// The key of each of these keeps something unique; the item names its owner.
[[nodiscard]] Item username_lock(std::string_view username, const UserId& user);
[[nodiscard]] Item email_lock(std::string_view email, const UserId& user);
/// Precondition: has_content_lock().
[[nodiscard]] Item content_lock(const File& file);
[[nodiscard]] Item object_lock(const File& file);
/// Returns whether the file is the one of its owner that has its bytes: false while its digest is
/// not known, and when another one has the same.
[[nodiscard]] bool has_content_lock(const File& file) noexcept;
/// Returns the item that says which file names the object.
[[nodiscard]] Item object_lock(std::string_view object_key, const File& file);

/// Returns the item that lists the file among those in the trash. Precondition: it is there.
[[nodiscard]] Item trash_item(const File& file);

/// Attributes of an audit entry's hash, and of the id of the last entry.
inline constexpr std::string_view kEntryHash = "entry_hash";
inline constexpr std::string_view kLastEntry = "last_id";
/// Returns the item that the next entry of an audit log is chained to, made from the last entry's.
[[nodiscard]] Item audit_head(const Item& last_entry);

/// Returns the items that are made from the item of an account or of a file: its locks, and a
/// file's places in the trash and in its collections; none for other items. Errors: corrupt.
[[nodiscard]] Result<std::vector<Item>> derived_items(const Item& item);

}  // namespace audmg::database::dynamodb
