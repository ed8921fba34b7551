// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/base64.hpp"
#include "audmg/functions/archives/manifest.hpp"
#include "audmg/functions/downloads/download_answer.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/files/link_lifetime.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/entry_page.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/content_disposition.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/storage/presigned_urls.hpp"

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

Result<std::string> url_of(const ManifestEntry& entry, const zip::Entry& file,
                           std::string_view binding, const DownloadServices& services) {
  if (entry.object_key.empty()) return data_url(entry);
  return services.urls.presign_get(
      {.key = entry.object_key,
       .response_content_type = entry.content_type,
       .response_content_disposition =
           http::content_disposition(http::Disposition::attachment, file.name),
       .size = file.size,
       .expires_in = link_lifetime(services.policies.url_lifetime, services.clock.now()),
       .binding = binding});
}

}  // namespace

Response download_files(const http::Principal& caller, const http::Request& request,
                        const DownloadServices& services) {
  const auto id = DownloadId::parse(request.path_parameters.find("id").value_or(""));
  if (!id) return refuse(not_found());
  AUDMG_TRY(const EntryPage page, read_entry_page("download " + id->text(), caller.user,
                                                  request.query, kLimits, {}, services));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  AUDMG_TRY(const auto archive, find_archive(caller.user, *id, services));
  const std::size_t count = page.size_of(archive->entries.size());

  json::Writer json;
  json.begin_object().key("files").begin_array();
  for (std::size_t i = page.first; i < page.first + count; ++i) {
    const zip::Entry& file = archive->layout.entries()[i];
    AUDMG_TRY(const std::string url, url_of(archive->entries[i], file, binding, services));
    json.begin_object()
        .field("name", file.name)
        .field("size", file.size)
        .field("crc32", file.crc32)
        .field("fileUrl", url)
        .end_object();
  }
  json.end_array();
  page.write_next(json, archive->entries.size(), services);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
