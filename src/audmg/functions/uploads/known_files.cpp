// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/uploads/file_rules.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxDigests = 500;
/// Each look at an object store in the network takes some milliseconds.
constexpr std::size_t kLooksAtOnce = 16;

/// Removes the files that are in the trash, and those whose bytes cannot be relied upon.
Result<void> keep_sound(std::vector<database::File>& files, const FileServices& services) {
  std::erase_if(files, [](const database::File& file) { return file.trashed_at.has_value(); });
  std::vector<Result<bool>> sound(files.size(), false);
  std::atomic<std::size_t> next = 0;
  const auto look = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      sound[i] = is_sound(files[i], services);
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min(kLooksAtOnce, files.size()); ++i) {
      others.emplace_back(look);
    }
    look();
  }
  std::vector<database::File> kept;
  for (std::size_t i = 0; i < files.size(); ++i) {
    AUDMG_TRY(const bool is_kept, std::move(sound[i]));
    if (is_kept) kept.push_back(std::move(files[i]));
  }
  files = std::move(kept);
  return {};
}

}  // namespace

/// A client will not send what it finds here, so the answer says nothing of files in the trash, nor
/// of those whose bytes cannot be relied upon: uploading them again restores or heals them.
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
  AUDMG_CHECK(keep_sound(files, services));
  std::ranges::sort(files, {}, &database::File::sha256);
  json::Writer json;
  json.begin_object().key("known").begin_object();
  for (const database::File& file : files) json.field(file.sha256, file.id.text());
  json.end_object().end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
