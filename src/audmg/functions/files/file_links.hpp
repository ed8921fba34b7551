// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/companion.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/content_disposition.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/storage/presigned_urls.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace audmg::functions {

/// Makes the signed URLs of one response: to originals, companions and renditions, for one holder.
/// Each URL that a method returns is valid until the next call. Errors of all: those of
/// PresignedUrls.
class FileLinks {
 public:
  /// `binding` is that of url_binding(). The URLs live as long as the policies say, from now on.
  [[nodiscard]] static Result<FileLinks> begin(std::string_view binding,
                                               const RecordServices& services);

  /// Returns a URL that opens the file, or saves it under its name.
  [[nodiscard]] Result<std::string_view> original(const database::File& file,
                                                  http::Disposition disposition);
  [[nodiscard]] Result<std::string_view> companion(const database::Companion& companion);
  [[nodiscard]] Result<std::string_view> rendition(const database::File& file,
                                                   const media::Rendition& rendition);

 private:
  explicit FileLinks(std::unique_ptr<storage::ReadUrlSeries> series) noexcept;
  Result<std::string_view> sign(std::string_view object_key, std::string_view content_type,
                                std::uint64_t size, http::Disposition disposition,
                                std::string_view file_name);

  std::unique_ptr<storage::ReadUrlSeries> series_;
  // Kept from call to call, so that a page with hundreds of URLs seldom allocates.
  std::string url_;
  std::string disposition_;
  std::string name_;
};

}  // namespace audmg::functions
