// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/find_file.hpp"

#include "audmg/client/listing.hpp"
#include "audmg/core/id.hpp"

#include <algorithm>
#include <utility>

namespace audmg::client {

Result<RemoteFile> get_file(Connection& drive, std::string_view id) {
  AUDMG_TRY(const json::Value body,
            require(drive.call({.target = "/files/" + std::string(id)}), {200}));
  return read_file(body);
}

Result<std::vector<RemoteFile>> find_files(Connection& drive, const std::string& id_or_name) {
  std::vector<RemoteFile> found;
  if (is_uuid_text(id_or_name)) {
    auto file = get_file(drive, id_or_name);
    if (!file && file.error().code == ErrorCode::not_found) return found;
    if (!file) return std::unexpected(std::move(file).error());
    found.push_back(*std::move(file));
    return found;
  }
  // A phrase, so that no word of the name is taken for more than a word.
  std::string phrase = id_or_name;
  std::ranges::replace(phrase, '"', ' ');
  const Listing listing{.parameters = {{"q", "\"" + phrase + "\""}, {"sort", "uploaded"}}};
  AUDMG_CHECK(for_each_item(drive, listing, [&](const json::Value& item) -> Result<bool> {
    AUDMG_TRY(RemoteFile file, read_file(item));
    if (file.name == id_or_name) found.push_back(std::move(file));
    return true;
  }));
  return found;
}

}  // namespace audmg::client
