// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/library/listed_files.hpp"

#include "audmg/database/file_repository.hpp"

#include <string_view>
#include <unordered_map>
#include <utility>

namespace audmg::functions {

Result<std::vector<database::File>> files_in_order(const UserId& owner, std::span<const FileId> ids,
                                                   const RecordServices& services) {
  std::vector<database::File> files;
  if (ids.empty()) return files;
  AUDMG_TRY(auto found, services.files.find_files(owner, ids));
  std::unordered_map<std::string_view, database::File*> by_id;
  for (database::File& file : found) {
    if (!file.trashed_at) by_id.emplace(file.id.text(), &file);
  }
  files.reserve(by_id.size());
  for (const FileId& id : ids) {
    const auto file = by_id.find(id.text());
    if (file != by_id.end()) files.push_back(std::move(*file->second));
  }
  return files;
}

Result<std::vector<database::File>> files_of(const UserId& owner,
                                             std::span<const catalogue::Listed> listed,
                                             const RecordServices& services) {
  std::vector<FileId> ids;
  ids.reserve(listed.size());
  for (const catalogue::Listed& file : listed) ids.push_back(file.id);
  return files_in_order(owner, ids, services);
}

}  // namespace audmg::functions
