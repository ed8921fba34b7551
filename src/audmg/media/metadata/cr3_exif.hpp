// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace audmg::media {

/// Puts the metadata of a CR3 file together as one EXIF block. Canon keeps the directories in boxes
/// of their own (CMT1: the first one, CMT2: EXIF, CMT4: GPS), each a TIFF structure for itself.
/// Never fails: what is damaged or larger than 64 KiB is left out; empty when there is nothing.
[[nodiscard]] std::vector<std::byte> cr3_exif(std::span<const std::byte> file);

}  // namespace audmg::media
