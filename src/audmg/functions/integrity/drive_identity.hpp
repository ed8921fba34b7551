// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/storage/object_store.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::functions {

// Database and object store are two halves of one drive. Both carry its random id and a generation,
// which is raised in the database first and in the store after that. So a store that is behind is
// harmless (the process died in between), and a store that is ahead means that the database is an
// old copy: objects that it does not know are then not orphans but the newer part of the library.

/// The object that carries the identity in the store.
inline constexpr std::string_view kDriveIdentityKey = "drive.json";

[[nodiscard]] std::string write_drive_identity(const database::DriveIdentity& identity);
/// Errors: corrupt.
[[nodiscard]] Result<database::DriveIdentity> read_drive_identity(std::string_view json);

/// Returns the identity that the object store carries, if any. Errors: corrupt, those of the store.
[[nodiscard]] Result<std::optional<database::DriveIdentity>> find_store_identity(
    storage::ObjectStore& objects);

/// Checks that the identities of the two halves fit together, if both have one. Errors: conflict
/// (they do not fit; the message says what to do).
[[nodiscard]] Result<void> compare_halves(const std::optional<database::DriveIdentity>& in_database,
                                          const std::optional<database::DriveIdentity>& in_store);

/// Checks that the two halves belong together; call it before removing anything. Gives an identity
/// to a new drive, and to one that predates identities if its rows name objects that exist. Errors:
/// conflict (the halves do not belong together; the message says what to do), and those of the
/// stores.
[[nodiscard]] Result<void> check_drive(const ObjectServices& services);

/// Checks the drive, then raises the generation in the database and after that in the object store.
/// Call it at each start and end, and right after each snapshot of the database. Errors: as
/// check_drive().
[[nodiscard]] Result<database::DriveIdentity> raise_generation(const ObjectServices& services);

/// Largest age at which an old copy of the database can still pass for the current one.
inline constexpr std::chrono::hours kGenerationInterval{1};

/// Raises the generation if no process has done so for kGenerationInterval. Errors: as
/// check_drive().
[[nodiscard]] Result<void> raise_generation_when_due(const ObjectServices& services);

/// Gives both halves the same identity: the store's id, else the database's, else a new one, with a
/// generation above both. For repair. Errors: those of the stores.
[[nodiscard]] Result<database::DriveIdentity> join_halves(const ObjectServices& services);

}  // namespace audmg::functions
