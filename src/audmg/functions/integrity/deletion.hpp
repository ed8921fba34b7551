// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/functions/services.hpp"

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>

namespace audmg::functions {

// Rows go first, with a tombstone in the same transaction; then the objects, then the tombstone. A
// crash in between leaves the tombstone, and the sweep goes on from there.

/// Deletes the objects of a file whose row is gone, and its tombstone. What cannot be done now, or
/// must not be because a backup holds the objects, is left to clear_tombstones().
void delete_objects_of(const database::File& file, Services& services);

/// Deletes an object that no row names, with its sidecar if it is an original. A failure is logged
/// and the object left to the sweep.
void discard_object(std::string_view key, Services& services);

/// Deletes every rendition that the file's record names, except those that `keep` (another record
/// as JSON, or "") names too. All of them are left to the sweep while a backup holds the objects,
/// as is what cannot be deleted, which is logged.
void delete_renditions(const database::File& file, std::string_view keep, Services& services);

/// Deletes the object that a file named before another one took its place, and its tombstone; left
/// to clear_tombstones() as above.
void delete_former_object(const std::string& object_key, Services& services);

/// Deletes what tombstones stand for, and the tombstones; returns how many. Does nothing while a
/// backup holds the objects. Errors: those of the stores; the next call goes on.
[[nodiscard]] Result<std::size_t> clear_tombstones(const std::stop_token& stop, Services& services);

}  // namespace audmg::functions
