// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/metadata/found_facts.hpp"

#include <cstddef>
#include <string_view>

namespace audmg::media {

/// Returns when, where and how a picture was taken, as its XMP says, and the words in it. Damaged
/// and impossible values are left out; texts are valid UTF-8 and as long as a record may have them,
/// `max_text_bytes` at most where it has no longer ones. Errors: those of XmpProperties::parse().
[[nodiscard]] Result<FoundFacts> read_xmp(std::string_view packet, std::size_t max_text_bytes);

}  // namespace audmg::media
