// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"

#include <chrono>
#include <cstddef>
#include <functional>

namespace audmg::functions {

/// Deletes a file and its objects; `file.deleted`. The row goes first, with a tombstone: a crash
/// after it never leaves a file without bytes. Jobs of the file find no row and end. Returns false
/// when there is no such file any more. Errors: those of the repositories.
[[nodiscard]] Result<bool> delete_for_good(const database::File& file,
                                           const ObjectServices& services);

/// Time that a sweep which comes every minute may spend in purge_trash(): the next one goes on.
inline constexpr std::chrono::seconds kPurgeTurn{40};

/// Deletes the files of all owners that are doomed, or have been in the trash for as long as the
/// policy keeps them there; ends early once `is_over` returns true. Costs one query when there are
/// none. A file that cannot be deleted, and an owner whose files cannot be changed, are logged and
/// left to the next call. Clears doubts of TrashedObjects before. Returns how many were deleted.
/// Errors: those of the list of the trash.
[[nodiscard]] Result<std::size_t> purge_trash(const std::function<bool()>& is_over,
                                              const ObjectServices& services);

}  // namespace audmg::functions
