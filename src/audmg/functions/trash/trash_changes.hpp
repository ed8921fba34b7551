// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/functions/services.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace audmg::functions {

// A file in the trash is a file with a time at which it came there; its bytes, edits and
// collections stay. It leaves the trash by being restored, or by being doomed: from then on nobody
// can bring it back, and purge_trash() deletes it. So a file is never deleted that somebody has
// restored meanwhile.

/// The most files that one of the calls below changes.
inline constexpr std::size_t kMaxFilesAtOnce = 1000;

/// Returns whether the owner can restore the file.
[[nodiscard]] bool is_in_trash(const database::File& file) noexcept;
/// Returns whether the file is only left to be deleted.
[[nodiscard]] bool is_doomed(const database::File& file) noexcept;

/// Puts a file into the trash; `file.trashed`. Returns false when the owner has no such file
/// outside of the trash. Errors: those of the repositories.
[[nodiscard]] Result<bool> put_in_trash(const UserId& owner, const FileId& id,
                                        const ObjectServices& services);

/// Takes files out of the trash, with the event `file.restored` for one and `files.changed` for
/// several; leaves out those that are not there, or not since before `trashed_before`. Returns how
/// many were restored. `messages` are sent if at least one was, and with several files perhaps more
/// than once. Errors: those of the repositories; some of the files may be restored then.
/// Precondition: at most kMaxFilesAtOnce, and they differ.
[[nodiscard]] Result<std::size_t> restore_from_trash(
    const UserId& owner, std::span<const FileId> ids, const ObjectServices& services,
    std::optional<TimePoint> trashed_before = std::nullopt,
    const std::vector<database::OutboxMessage>& messages = {});

/// Dooms files that have been in the trash since before `trashed_before`. Returns how many were.
/// `messages`, errors and precondition: as restore_from_trash().
[[nodiscard]] Result<std::size_t> doom(const UserId& owner, std::span<const FileId> ids,
                                       TimePoint trashed_before, const ObjectServices& services,
                                       const std::vector<database::OutboxMessage>& messages = {});

}  // namespace audmg::functions
