// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// The files that a request names.
struct FileIds {
  /// At most database::kMaxChangedFiles; they differ.
  std::vector<FileId> ids;
  /// Texts that are not ids, and so belong to no file.
  std::vector<std::string> malformed;
};

/// Reads the member `fileIds`. Codes: those of FieldReader::required_strings().
[[nodiscard]] FileIds read_file_ids(http::FieldReader& fields);

/// A file that a request for several could not be carried out for.
struct FailedFile {
  std::string id;
  std::string_view code;
};

/// Adds the member `failed` to the object under way.
void write_failed(json::Writer& json, const std::vector<FailedFile>& failed);

/// Returns the entry of a file that does not exist or is not the caller's.
[[nodiscard]] FailedFile unknown_file(std::string id);

}  // namespace audmg::functions
