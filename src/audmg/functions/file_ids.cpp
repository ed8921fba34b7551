// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/file_ids.hpp"

#include <set>
#include <utility>

namespace audmg::functions {

FileIds read_file_ids(http::FieldReader& fields) {
  FileIds read;
  std::set<std::string> seen;
  for (std::string& text : fields.required_strings("fileIds", database::kMaxChangedFiles)) {
    if (!seen.insert(text).second) continue;
    if (auto id = FileId::parse(text)) {
      read.ids.push_back(*std::move(id));
    } else {
      read.malformed.push_back(std::move(text));
    }
  }
  return read;
}

void write_failed(json::Writer& json, const std::vector<FailedFile>& failed) {
  json.key("failed").begin_array();
  for (const FailedFile& file : failed) {
    json.begin_object().field("fileId", file.id).field("code", file.code).end_object();
  }
  json.end_array();
}

FailedFile unknown_file(std::string id) { return {std::move(id), "not_found"}; }

}  // namespace audmg::functions
