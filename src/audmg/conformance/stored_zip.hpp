// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::conformance {

/// A file in an archive, and its bytes there.
struct StoredFile {
  std::string name;
  std::uint32_t crc32 = 0;
  std::string_view bytes{};  ///< in the archive
};

/// Reads a small zip archive (PKWARE APPNOTE 6.3.10) without a comment, whose files are stored as
/// they are, by its directory. Errors: corrupt, with the reason; also for a CRC that is wrong.
[[nodiscard]] Result<std::vector<StoredFile>> read_stored_zip(std::string_view archive);

}  // namespace audmg::conformance
