// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/base64.hpp"
#include "audmg/core/number.hpp"
#include "audmg/functions/downloads/download_answer.hpp"
#include "audmg/functions/downloads/manifest.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/files/link_lifetime.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/page_limit.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/content_disposition.hpp"
#include "audmg/identity/signer.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/storage/presigned_urls.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

constexpr PageLimits kLimits{.standard = 200, .most = 1000};
constexpr std::string_view kCursor = "download_cursor";

/// The URL of a text is the text itself.
std::string data_url(const ManifestEntry& entry) {
  return "data:" + entry.content_type + ";base64," +
         to_base64(std::as_bytes(std::span(entry.text.data(), entry.text.size())));
}

Result<std::string> url_of(const ManifestEntry& entry, std::string_view binding,
                           const DownloadServices& services) {
  if (entry.object_key.empty()) return data_url(entry);
  return services.urls.presign_get(
      {.key = entry.object_key,
       .response_content_type = entry.content_type,
       .response_content_disposition =
           http::content_disposition(http::Disposition::attachment, entry.file.name),
       .size = entry.file.size,
       .expires_in = link_lifetime(services.policies.url_lifetime, services.clock.now()),
       .binding = binding});
}

/// Returns the number of the first entry of the page.
Outcome<std::size_t> read_position(const http::Request& request, const std::string& bound_to,
                                   const DownloadServices& services) {
  const auto cursor = request.query.find("cursor");
  if (!cursor) return std::size_t{0};
  const auto payload = services.signer.open(kCursor, *cursor);
  if (payload && payload->starts_with(bound_to)) {
    const auto number =
        parse_whole<std::size_t>(std::string_view(*payload).substr(bound_to.size()));
    if (number) return *number;
  }
  return refuse(invalid_cursor());
}

}  // namespace

Response download_files(const http::Principal& caller, const http::Request& request,
                        const DownloadServices& services) {
  AUDMG_TRY(const std::size_t limit, read_limit(request.query, kLimits));
  const auto id = DownloadId::parse(request.path_parameters.find("id").value_or(""));
  if (!id) return refuse(not_found());
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  AUDMG_TRY(const Manifest manifest, find_manifest(caller.user, *id, services));
  const std::string bound_to = manifest_key(caller.user, *id) + ' ';
  AUDMG_TRY(std::size_t first, read_position(request, bound_to, services));
  first = std::min(first, manifest.entries.size());
  const std::size_t count = std::min(limit, manifest.entries.size() - first);

  json::Writer json;
  json.begin_object().key("files").begin_array();
  for (const ManifestEntry& entry : std::span(manifest.entries).subspan(first, count)) {
    AUDMG_TRY(const std::string url, url_of(entry, binding, services));
    json.begin_object()
        .field("name", entry.file.name)
        .field("size", entry.file.size)
        .field("crc32", entry.file.crc32)
        .field("fileUrl", url)
        .end_object();
  }
  json.end_array();
  if (first + count < manifest.entries.size()) {
    json.field("nextCursor",
               services.signer.seal(kCursor, bound_to + std::to_string(first + count)));
  }
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
