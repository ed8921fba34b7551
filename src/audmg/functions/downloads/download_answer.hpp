// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/functions/archives/open_archives.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/response.hpp"

#include <memory>
#include <string_view>

namespace audmg::functions {

struct Download {
  UserId owner;
  DownloadId id;
  const Archive& archive;
};

/// Finds the archive of a download. Problems: 404 when there is none or it has expired. Errors:
/// corrupt, and those of the object store.
[[nodiscard]] Outcome<std::shared_ptr<const Archive>> find_archive(
    const UserId& owner, const DownloadId& id, const DownloadServices& services);

/// Returns 201 with the download's size, its end, and where this drive serves its own objects its
/// URL. Errors: those of PresignedUrls.
[[nodiscard]] Result<http::Response> download_answer(const Download& download,
                                                     std::string_view binding,
                                                     const DownloadServices& services);

}  // namespace audmg::functions
