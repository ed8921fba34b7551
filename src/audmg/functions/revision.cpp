// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/revision.hpp"

#include "audmg/core/text.hpp"

#include <string_view>

namespace audmg::functions {

std::string revision_etag(std::uint64_t revision) { return '"' + std::to_string(revision) + '"'; }

bool matches_revision(const http::Request& request, std::uint64_t revision) {
  const auto field = request.headers.find("If-Match");
  if (!field) return true;
  const std::string wanted = revision_etag(revision);
  std::string_view tags = *field;
  if (trim(tags) == "*") return true;
  while (!tags.empty()) {
    if (trim(take_until(tags, ',')) == wanted) return true;
  }
  return false;
}

http::Problem revision_mismatch() {
  return {.status = 412,
          .code = "revision_mismatch",
          .message = "It has been changed meanwhile. Get it again, and change that revision."};
}

}  // namespace audmg::functions
