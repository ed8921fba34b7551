// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/metadata/found_facts.hpp"

#include <cstddef>
#include <string_view>

namespace audmg::media {

/// Returns the words, the date and the name of the place in an IPTC record (IIM version 4), which
/// may be wrapped in Photoshop's image resources. Its charset is what it declares, else UTF-8 if it
/// is valid, else Windows-1252. Never fails: what is damaged is left out. Texts are valid UTF-8, at
/// most `max_text_bytes` long where a record has no longer ones.
[[nodiscard]] FoundFacts read_iptc(std::string_view block, std::size_t max_text_bytes);

}  // namespace audmg::media
