// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace audmg::functions {

// Descriptions of damage for the picture's owner, as File::damage.
inline constexpr std::string_view kCompanionMissing =
    "A file stored with the picture is missing. Upload it again.";
inline constexpr std::string_view kCompanionChanged =
    "The bytes of a file stored with the picture have changed. Upload it again.";

/// Returns whether the damage is of a companion and not of the picture's own bytes.
[[nodiscard]] bool is_of_a_companion(std::string_view damage) noexcept;

/// Returns the companion as if it were a file of the picture's owner, for what looks at the bytes
/// of files.
[[nodiscard]] database::File as_file(const database::File& picture,
                                     const database::Companion& companion);

struct CompanionFindings {
  /// "" when all companions are right.
  std::string_view damage{};
  std::uint64_t bytes_read = 0;
  /// The companions that are missing or changed.
  std::vector<database::Companion> wrong{};
};

/// Looks at the file's companions and, if `reads` is true, reads them; compares what the store says
/// of their checksums in any case. Errors: those of the object store, except not_found.
[[nodiscard]] Result<CompanionFindings> check_companions(const database::File& file, bool reads,
                                                         const ObjectServices& services);

}  // namespace audmg::functions
