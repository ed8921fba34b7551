// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/downloads/download_answer.hpp"

#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/content_disposition.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/storage/presigned_urls.hpp"
#include "audmg/storage/small_object.hpp"

#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

std::uint64_t archive_size(const Manifest& manifest) {
  std::vector<zip::Entry> files;
  files.reserve(manifest.entries.size());
  for (const ManifestEntry& entry : manifest.entries) files.push_back(entry.file);
  return zip::ArchiveLayout(std::move(files)).size();
}

/// "Audmg Drive 2026-01-31.zip"
std::string archive_name(const Manifest& manifest) {
  constexpr std::size_t kDateLength = 10;
  return "Audmg Drive " + format_rfc3339(manifest.created_at).substr(0, kDateLength) + ".zip";
}

}  // namespace

Outcome<Manifest> find_manifest(const UserId& owner, const DownloadId& id,
                                const DownloadServices& services) {
  const auto text =
      storage::get_small_object(manifest_key(owner, id), kMaxManifestBytes, services.objects);
  if (!text && text.error().code == ErrorCode::not_found) return refuse(not_found());
  if (!text) return std::unexpected(text.error());
  AUDMG_TRY(Manifest manifest, manifest_from_text(*text));
  if (manifest.expires_at <= services.clock.now()) return refuse(not_found());
  return manifest;
}

Result<http::Response> download_answer(const Download& download, std::string_view binding,
                                       const DownloadServices& services) {
  const std::uint64_t size = archive_size(download.manifest);
  json::Writer json;
  json.begin_object().field("downloadId", download.id.text());
  if (services.policies.serves_objects) {
    const auto left = std::chrono::floor<std::chrono::seconds>(download.manifest.expires_at -
                                                               services.clock.now());
    AUDMG_TRY(const std::string url,
              services.urls.presign_get(
                  {.key = manifest_key(download.owner, download.id),
                   .response_content_type = "application/zip",
                   .response_content_disposition = http::content_disposition(
                       http::Disposition::attachment, archive_name(download.manifest)),
                   .size = size,
                   .expires_in = left,
                   .binding = binding}));
    json.field("url", url);
  }
  json.field("size", size)
      .field("expiresAt", format_rfc3339(download.manifest.expires_at))
      .end_object();
  return http::json_response(201, std::move(json).take());
}

}  // namespace audmg::functions
