// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/base64.hpp"
#include "audmg/core/number.hpp"
#include "audmg/functions/downloads/download_answer.hpp"
#include "audmg/functions/downloads/manifest.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/files/link_lifetime.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/list_position.hpp"
#include "audmg/functions/library/page_limit.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/content_disposition.hpp"
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

/// The places of this list are numbers of entries.
List cursors_of(const std::string& manifest) {
  return {.purpose = "download_cursor", .owner = manifest};
}

Outcome<std::size_t> read_first(const http::Request& request, const List& list,
                                const DownloadServices& services) {
  AUDMG_TRY(const std::string place,
            read_position(list, request.query.find("cursor"), services.signer));
  if (place.empty()) return std::size_t{0};
  const auto number = parse_whole<std::size_t>(place);
  if (!number) return refuse(invalid_cursor());
  return *number;
}

}  // namespace

Response download_files(const http::Principal& caller, const http::Request& request,
                        const DownloadServices& services) {
  AUDMG_TRY(const std::size_t limit, read_limit(request.query, kLimits));
  const auto id = DownloadId::parse(request.path_parameters.find("id").value_or(""));
  if (!id) return refuse(not_found());
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  AUDMG_TRY(const Manifest manifest, find_manifest(caller.user, *id, services));
  const List list = cursors_of(manifest_key(caller.user, *id));
  AUDMG_TRY(std::size_t first, read_first(request, list, services));
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
    json.field("nextCursor", seal_position(list, std::to_string(first + count), services.signer));
  }
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
