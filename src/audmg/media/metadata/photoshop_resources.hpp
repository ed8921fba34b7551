// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

// Find IPTC records in the blocks that files carry for them.
namespace audmg::media {

/// Returns the IPTC record among Photoshop's image resources (Adobe Photoshop File Formats, "Image
/// Resource Blocks"), with or without the head of a JPEG segment before them; the bytes themselves
/// when they are not resources; "" when there is none.
[[nodiscard]] std::string_view iptc_in_resources(std::string_view bytes);

/// Returns a record whose bytes were swapped by a writer of TIFF that took them for numbers of four
/// bytes; "" when they were not.
[[nodiscard]] std::string unswapped_iptc(std::string_view bytes);

}  // namespace audmg::media
