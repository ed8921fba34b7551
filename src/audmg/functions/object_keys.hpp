// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/database/file.hpp"
#include "audmg/media/record/facts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The keys under which the functions keep things in the object store
// (docs/formats/object-store.md).

namespace audmg::functions {

/// The first part of the key of every original.
inline constexpr std::string_view kOriginalsPrefix = "orig/";

/// The first part of the key of every rendition.
inline constexpr std::string_view kRenditionsPrefix = "deriv/";

/// Returns the key of an owner's new object, "orig/<user id>/<name>"; `name` is the text of an id.
[[nodiscard]] std::string original_key(const UserId& owner, std::string_view name);

/// Returns the owner in a key of original_key(); nothing for other keys.
[[nodiscard]] std::optional<UserId> owner_of_original(std::string_view object_key);

/// Returns the key of a rendition: a function of its file and recipe, so that the same job done
/// again overwrites equal bytes with equal bytes. A key made of the content's digest would do that
/// too, but then the clean-up after a deletion could remove the renditions of the same bytes
/// uploaded anew.
[[nodiscard]] std::string rendition_key(const database::File& file,
                                        const media::Rendition& rendition);

/// Returns the common prefix of the keys of a file's renditions, "deriv/<user id>/<file id>/".
[[nodiscard]] std::string renditions_prefix(const UserId& owner, const FileId& file);

/// Returns the keys of the renditions that a media record (docs/formats/media-record.md) names;
/// none when it is "" or cannot be read.
[[nodiscard]] std::vector<std::string> rendition_keys_in(std::string_view media_record);

}  // namespace audmg::functions
