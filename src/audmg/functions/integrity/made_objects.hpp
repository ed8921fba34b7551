// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

namespace audmg::functions {

// Objects that no row names because they are made from rows: snapshots of catalogues, manifests of
// downloads.

/// Deletes the snapshots of all owners: rows that are made anew have nothing to do with them.
/// Errors: those of the object store.
[[nodiscard]] Result<void> delete_snapshots(const ObjectServices& services);

/// Deletes what was made from the rows of an owner who is gone. Errors: those of the object store.
[[nodiscard]] Result<void> delete_made_objects(const UserId& owner, const ObjectServices& services);

}  // namespace audmg::functions
