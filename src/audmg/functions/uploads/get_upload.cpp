// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/upload_repository.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/uploads/upload_session.hpp"
#include "audmg/storage/multipart_uploads.hpp"

#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {

/// Returns the parts that have arrived, and fresh URLs for the others: everything that a client
/// needs to resume.
Response get_upload(const http::Principal& caller, const http::Request& request,
                    const UploadServices& services) {
  AUDMG_TRY(const database::Upload upload,
            find_own_upload(caller, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  auto parts = services.multipart.list_parts(upload.object_key, upload.multipart_upload_id);
  if (!parts) {
    // Completed or aborted a moment ago by another request.
    if (parts.error().code == ErrorCode::not_found) return refuse(not_found());
    return std::unexpected(std::move(parts).error());
  }

  std::vector<bool> arrived(static_cast<std::size_t>(part_count(upload)) + 1);
  json::Writer json;
  json.begin_object()
      .field("uploadId", upload.id.text())
      .field("fileName", upload.file_name)
      .field("size", upload.size)
      .field("partSize", upload.part_size)
      .field("expiresAt", format_rfc3339(upload.expires_at))
      .key("parts")
      .begin_array();
  for (const storage::Part& part : *parts) {
    arrived.at(static_cast<std::size_t>(part.part_number)) = true;
    json.begin_object()
        .field("partNumber", part.part_number)
        .field("size", part.size)
        .field("etag", part.etag)
        .end_object();
  }
  json.end_array().key("missingParts").begin_array();
  for (int number = 1; number <= part_count(upload); ++number) {
    if (arrived[static_cast<std::size_t>(number)]) continue;
    AUDMG_CHECK(write_part_url(json, upload, number, binding, services));
  }
  json.end_array().end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
