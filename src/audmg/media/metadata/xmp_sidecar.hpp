// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/metadata/found_facts.hpp"

#include <string_view>

// Sidecars: files of XMP that programs write beside a picture or a recording which they do not
// change. What one says stands above what the file itself says; it is still a fact that was
// extracted, not an edit of this drive. To be called in the sandboxed child only, as all that
// parses.
namespace audmg::media {

/// Returns what a sidecar says. Errors, for the file's owner: too_large, invalid_argument (not
/// XMP).
[[nodiscard]] Result<FoundFacts> read_xmp_sidecar(std::string_view bytes);

/// Overwrites the facts that the sidecar has, and no others; coordinates and the name of a place
/// are two facts.
void apply_sidecar(const FoundFacts& sidecar, ImageFacts& facts);
/// Does the same for a recording: title, description (as the comment), copyright, date and place.
/// It has no fields for the rest.
void apply_sidecar(const FoundFacts& sidecar, AudioFacts& facts);

}  // namespace audmg::media
