// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/processing_repository.hpp"

#include <algorithm>

namespace audmg::database {

bool ask(File& file, const AskRenditionRequest& request) {
  std::vector<std::string>& asked = file.asked_renditions;
  const bool known = std::ranges::find(asked, request.name) != asked.end();
  if (known && file.renditions_asked_at >= request.stale_before) return false;
  if (!known) asked.push_back(request.name);
  file.renditions_asked_at = request.now;
  return true;
}

void forget_renditions(File& file, const std::vector<std::string>& names) {
  std::erase_if(file.asked_renditions, [&](const std::string& name) {
    return std::ranges::find(names, name) != names.end();
  });
}

}  // namespace audmg::database
