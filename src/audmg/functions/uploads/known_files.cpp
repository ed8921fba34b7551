// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/uploads/file_rules.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxDigests = 500;

}  // namespace

/// A client will not send what it finds here, so the answer says nothing of files in the trash, nor
/// of those whose bytes are known to be damaged: uploading them again restores or heals them. Their
/// objects are not looked at, because one answer is about many of them.
Response known_files(const http::Principal& caller, const http::Request& request,
                     const FileServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const auto texts = fields.required_strings("sha256", kMaxDigests);
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  std::set<std::string> digests;
  for (const std::string& text : texts) {
    AUDMG_TRY(std::string digest, read_sha256("sha256", text));
    digests.insert(std::move(digest));
  }
  AUDMG_TRY(auto files, services.files.find_files_by_sha256(
                            caller.user, std::vector(digests.begin(), digests.end())));
  std::ranges::sort(files, {}, &database::File::sha256);
  json::Writer json;
  json.begin_object().key("known").begin_object();
  for (const database::File& file : files) {
    if (!file.trashed_at && file.damage.empty()) json.field(file.sha256, file.id.text());
  }
  json.end_object().end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
