// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/files/file_json.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/files/file_links.hpp"
#include "audmg/functions/files/media_json.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/revision.hpp"
#include "audmg/http/content_disposition.hpp"
#include "audmg/identity/credential_cache.hpp"

#include <cstdint>
#include <optional>
#include <utility>

namespace audmg::functions {
namespace {

Result<void> write_companions(json::Writer& json, const database::File& file, FileLinks& links) {
  if (file.companions.empty()) return {};
  json.key("companions").begin_array();
  for (const database::Companion& companion : file.companions) {
    AUDMG_TRY(const std::string_view url, links.companion(companion));
    json.begin_object()
        .field("kind", to_string(companion.kind))
        .field("contentType", companion.content_type)
        .field("size", companion.size)
        .field("url", url)
        .end_object();
  }
  json.end_array();
  return {};
}

void write_collections(json::Writer& json, const database::File& file) {
  if (file.collections.empty()) return;
  json.key("collections").begin_array();
  for (const CollectionId& collection : file.collections) json.value(collection.text());
  json.end_array();
}

}  // namespace

Outcome<std::string> url_binding(const http::Principal& caller, const LibraryServices& services) {
  auto version = services.credential_cache.find_user(caller.user);
  if (!version) {
    AUDMG_TRY(const auto user, services.users.find_user(caller.user));
    version = user && !user->disabled ? user->credential_version : 0;
    services.credential_cache.put_user(caller.user, *version);
  }
  if (*version == 0) return refuse(unauthorized());
  return caller.user.text() + '.' + std::to_string(*version);
}

Result<void> write_file(json::Writer& json, const database::File& file, FileDetail detail,
                        FileLinks& links, const Policies& policies) {
  json.begin_object().field("fileId", file.id.text()).field("fileName", file.name);
  AUDMG_TRY(const std::string_view view, links.original(file, http::Disposition::inline_));
  json.field("fileUrl", view);
  AUDMG_TRY(const std::string_view download, links.original(file, http::Disposition::attachment));
  json.field("downloadUrl", download)
      .field("uploadedAt", format_rfc3339(file.uploaded_at))
      .field("kind", to_string(file.kind))
      .field("contentType", file.content_type)
      .field("size", file.size);
  if (!file.sha256.empty()) json.field("sha256", file.sha256);
  json.field("status", to_string(file.status)).field("revision", file.revision);
  if (!file.duplicate_of.empty()) json.field("duplicateOf", file.duplicate_of.text());
  if (file.trashed_at) json.field("trashedAt", format_rfc3339(*file.trashed_at));
  write_collections(json, file);
  if (!file.damage.empty()) json.field("damaged", file.damage);
  AUDMG_CHECK(write_companions(json, file, links));
  AUDMG_CHECK(write_media(json, file, detail, links, policies));
  json.end_object();
  return {};
}

Result<http::Response> file_answer(int status, const database::File& file, std::string_view binding,
                                   const LibraryServices& services) {
  AUDMG_TRY(FileLinks links, FileLinks::begin(binding, services));
  json::Writer json;
  AUDMG_CHECK(write_file(json, file, FileDetail::whole, links, services.policies));
  http::Response response = http::json_response(status, std::move(json).take());
  response.headers.add("ETag", revision_etag(file.revision));
  return response;
}

Result<http::Response> uploaded_answer(int status, const database::File& file,
                                       std::string_view binding, const LibraryServices& services) {
  const bool duplicate = status == 200;
  AUDMG_TRY(FileLinks links, FileLinks::begin(binding, services));
  AUDMG_TRY(const std::string_view url, links.original(file, http::Disposition::inline_));
  json::Writer json;
  json.begin_object()
      .field("message", duplicate ? "File was already uploaded." : "File uploaded successfully.")
      .field("fileUrl", url)
      .key("file");
  AUDMG_CHECK(write_file(json, file, FileDetail::whole, links, services.policies));
  if (duplicate) json.field("duplicate", true);
  json.end_object();
  return http::json_response(status, std::move(json).take());
}

Outcome<http::Response> uploaded_again(int status, std::string_view file_id,
                                       const http::Principal& caller,
                                       const LibraryServices& services) {
  AUDMG_TRY(const database::File file, find_own_file(caller, file_id, services));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  AUDMG_TRY(http::Response response, uploaded_answer(status, file, binding, services));
  return response;
}

Outcome<database::File> find_own_file(const http::Principal& caller, std::string_view text,
                                      const LibraryServices& services) {
  const auto id = FileId::parse(text);
  if (!id) return refuse(not_found());
  AUDMG_TRY(auto file, services.files.find_file(caller.user, *id));
  if (!file || file->trashed_at) return refuse(not_found());
  return *std::move(file);
}

}  // namespace audmg::functions
