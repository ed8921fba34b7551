// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/downloads/download_answer.hpp"

#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/content_disposition.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/storage/presigned_urls.hpp"

#include <chrono>
#include <cstdint>
#include <utility>

namespace audmg::functions {
namespace {

std::string archive_name(const Archive& archive) {
  constexpr std::size_t kDateLength = 10;
  return "Audmg Drive " + format_rfc3339(archive.created_at).substr(0, kDateLength) + ".zip";
}

}  // namespace

Outcome<std::shared_ptr<const Archive>> find_archive(const UserId& owner, const DownloadId& id,
                                                     const DownloadServices& services) {
  auto opened = services.archives.open(manifest_key(owner, id), services.clock.now());
  if (!opened && opened.error().code == ErrorCode::not_found) return refuse(not_found());
  if (!opened) return std::unexpected(std::move(opened).error());
  return std::move(opened->archive);
}

Result<http::Response> download_answer(const Download& download, std::string_view binding,
                                       const DownloadServices& services) {
  const std::uint64_t size = download.archive.layout.size();
  json::Writer json;
  json.begin_object().field("downloadId", download.id.text());
  if (services.policies.serves_objects) {
    const auto left = std::chrono::floor<std::chrono::seconds>(download.archive.expires_at -
                                                               services.clock.now());
    AUDMG_TRY(const std::string url,
              services.urls.presign_get(
                  {.key = manifest_key(download.owner, download.id),
                   .response_content_type = "application/zip",
                   .response_content_disposition = http::content_disposition(
                       http::Disposition::attachment, archive_name(download.archive)),
                   .size = size,
                   .expires_in = left,
                   .binding = binding}));
    json.field("url", url);
  }
  json.field("size", size)
      .field("expiresAt", format_rfc3339(download.archive.expires_at))
      .end_object();
  return http::json_response(201, std::move(json).take());
}

}  // namespace audmg::functions
