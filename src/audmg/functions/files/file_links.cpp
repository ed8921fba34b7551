// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/files/file_links.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/functions/files/link_lifetime.hpp"
#include "audmg/functions/policies.hpp"

#include <utility>

namespace audmg::functions {
namespace {

std::string_view extension_of(std::string_view content_type) {
  if (content_type == "image/webp") return ".webp";
  if (content_type == "image/jpeg") return ".jpg";
  if (content_type == "audio/mpeg") return ".mp3";
  if (content_type == "audio/mp4") return ".m4a";
  if (content_type == "video/mp4") return ".mp4";
  if (content_type == "application/json") return ".json";
  return "";
}

std::string_view without_extension(std::string_view name) {
  const auto dot = name.rfind('.');
  return name.substr(0, dot == 0 ? std::string_view::npos : dot);
}

}  // namespace

FileLinks::FileLinks(std::unique_ptr<storage::ReadUrlSeries> series) noexcept
    : series_(std::move(series)) {}

Result<FileLinks> FileLinks::begin(std::string_view binding, const RecordServices& services) {
  AUDMG_TRY(auto series,
            services.urls.begin_reads(
                link_lifetime(services.policies.url_lifetime, services.clock.now()), binding));
  return FileLinks(std::move(series));
}

Result<std::string_view> FileLinks::sign(std::string_view object_key, std::string_view content_type,
                                         std::uint64_t size, http::Disposition disposition,
                                         std::string_view file_name) {
  disposition_.clear();
  http::append_content_disposition(disposition_, disposition, file_name);
  url_.clear();
  AUDMG_CHECK(series_->append_url(url_, {.key = object_key,
                                         .response_content_type = content_type,
                                         .response_content_disposition = disposition_,
                                         .size = size}));
  return url_;
}

Result<std::string_view> FileLinks::original(const database::File& file,
                                             http::Disposition disposition) {
  return sign(file.object_key, file.content_type, file.size, disposition, file.name);
}

Result<std::string_view> FileLinks::companion(const database::Companion& companion) {
  const auto disposition = companion.kind == database::CompanionKind::video
                               ? http::Disposition::inline_
                               : http::Disposition::attachment;
  return sign(companion.object_key, companion.content_type, companion.size, disposition,
              companion.name);
}

Result<std::string_view> FileLinks::rendition(const database::File& file,
                                              const media::Rendition& rendition) {
  // "holiday.heic" and "display" make "holiday-display.jpg".
  name_.assign(without_extension(file.name));
  name_.append("-").append(rendition.name).append(extension_of(rendition.content_type));
  return sign(rendition.object_key, rendition.content_type, rendition.size,
              http::Disposition::inline_, name_);
}

}  // namespace audmg::functions
