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
// crash in between leaves the tombstone, and the sweep continues from there.

/// Deletes the objects of a file whose row is gone, those of its companions, and their tombstones.
/// Objects that cannot be deleted now, or must not be because a backup holds them, are left to
/// clear_tombstones().
void delete_objects_of(const database::File& file, const ObjectServices& services);

/// Deletes an object that no row names, and its sidecar if it is an original. A failure is logged,
/// and the object is left to the sweep.
void discard_object(std::string_view key, const ObjectServices& services);

/// Deletes every rendition that the file's record names, except those that `keep` (another record
/// as JSON, or "") also names. While a backup holds the objects, all of them are left to the sweep.
/// A failure is logged, and the rendition is left to the sweep.
void delete_renditions(const database::File& file, std::string_view keep,
                       const ObjectServices& services);

/// Deletes an object that a row named before, itself or as a companion's, and its tombstone; left
/// to clear_tombstones() as above.
void delete_former_object(const std::string& object_key, const ObjectServices& services);

/// Deletes the objects that tombstones stand for, and the tombstones; returns their number. Of an
/// owner who is gone also everything else under the owner's prefixes, whether a row ever named it
/// or not, and what was made from the rows, such as the catalogue. Deletes nothing while a backup
/// holds the objects. Errors: those of the stores; the next call continues.
[[nodiscard]] Result<std::size_t> clear_tombstones(const std::stop_token& stop,
                                                   const FileServices& services);

}  // namespace audmg::functions
