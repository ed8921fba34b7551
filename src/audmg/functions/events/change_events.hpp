// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/functions/services.hpp"

#include <span>
#include <string_view>

namespace audmg::functions {

// The events of what people change, named as in docs/formats/events.md.
inline constexpr std::string_view kFileChanged = "file.changed";
inline constexpr std::string_view kFilesChanged = "files.changed";
inline constexpr std::string_view kFileTrashed = "file.trashed";
inline constexpr std::string_view kFileRestored = "file.restored";
inline constexpr std::string_view kCollectionChanged = "collection.changed";
inline constexpr std::string_view kCollectionDeleted = "collection.deleted";

/// Makes the event of a change of one file, which has this type, or `files.changed`, which names
/// them all, for several. Precondition: there is at least one file, and all have one owner.
[[nodiscard]] database::Outbox announce_change(std::string_view type_for_one,
                                               std::span<const database::File> files,
                                               const EventServices& services);

/// Makes the event of a collection.
[[nodiscard]] database::Outbox announce_collection(std::string_view type, const UserId& owner,
                                                   const CollectionId& collection,
                                                   const EventServices& services);

/// Makes the events of files that came into a collection, moved within it or left it. Precondition:
/// as announce_change().
[[nodiscard]] database::Outbox announce_members(std::span<const database::File> files,
                                                const CollectionId& collection,
                                                const EventServices& services);

}  // namespace audmg::functions
