// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/manifest.hpp"
#include "audmg/core/result.hpp"

#include <optional>
#include <string>
#include <string_view>

// Writes and reads the lines of a manifest as JSON, without "\n". Reading is strict: somebody who
// can write to a backup must not be able to lead a restore out of its folder. Errors of the
// readers: corrupt.
namespace audmg::backup {

[[nodiscard]] std::string header_line(const ManifestHeader& header);
[[nodiscard]] std::string object_line(const ManifestObject& object);
/// `sha256` is the digest of all lines before this one.
[[nodiscard]] std::string end_line(const ManifestEnd& end, std::string_view sha256);

/// Errors: also conflict for a newer version of the format.
[[nodiscard]] Result<ManifestHeader> read_header_line(std::string_view line);

struct EndLine {
  ManifestEnd end;
  std::string sha256;
};
/// Returns nullopt for the line of an object.
[[nodiscard]] Result<std::optional<EndLine>> read_end_line(std::string_view line);
[[nodiscard]] Result<ManifestObject> read_object_line(std::string_view line);

}  // namespace audmg::backup
