// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/media/facts.hpp"
#include "audmg/media/renderer.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

/// Before "<owner>/<file>/<recipe>".
inline constexpr std::string_view kRenditionsPrefix = "deriv/";

/// A function of content (a file's bytes never change) and recipe: the same job again overwrites
/// equal bytes with equal ones. The digest would do too, but then the clean-up after a deletion
/// could hit the renditions of the same bytes uploaded anew.
[[nodiscard]] std::string rendition_key(const database::File& file,
                                        const media::Rendition& rendition);

/// What the keys of all renditions of a file begin with.
[[nodiscard]] std::string renditions_prefix(const UserId& owner, const FileId& file);

/// Whether the file's record names the rendition of that key.
[[nodiscard]] bool names_rendition(const database::File& file, std::string_view key);

/// Stores what was rendered and writes the keys into its record. Errors: those of the object store.
[[nodiscard]] Result<void> store_renditions(const database::File& file, media::Rendered& rendered,
                                            Services& services);

/// Deletes every rendition that the file's record names, but for those that `keep` (another
/// record as JSON, or "") names too. While a backup holds the objects all are left to the sweep, as
/// is what cannot be deleted, which is logged.
void delete_renditions(const database::File& file, std::string_view keep, Services& services);

}  // namespace audmg::functions
