// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/file_lists.hpp"

#include "audmg/client/remote_file.hpp"

#include <algorithm>

namespace audmg::conformance {

std::vector<std::string> texts_of(const Reply& reply, std::string_view member) {
  std::vector<std::string> texts;
  for (const json::Value& file : reply.items("files")) {
    texts.push_back(client::text_member(file, member));
  }
  return texts;
}

bool lists(const Reply& reply, std::string_view file_id) {
  const auto ids = texts_of(reply, "fileId");
  return std::ranges::find(ids, file_id) != ids.end();
}

}  // namespace audmg::conformance
