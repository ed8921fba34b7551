// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/upload_repository.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"
#include "audmg/lib/json/writer.hpp"

#include <cstdint>
#include <string_view>

namespace audmg::functions {

inline constexpr std::uint64_t kMinPartSize = std::uint64_t{8} * 1024 * 1024;
/// Few enough that all URLs fit into one answer.
inline constexpr std::uint64_t kMaxPartsOfUpload = 1000;

/// Returns whole MiB, at least 8, so that a file has at most 1000 parts.
[[nodiscard]] std::uint64_t part_size_for(std::uint64_t file_size);

[[nodiscard]] int part_count(const database::Upload& upload);
[[nodiscard]] std::uint64_t size_of_part(const database::Upload& upload, int part_number);

/// Finds the caller's open session. Problems: 404, also for another user's session, an expired one
/// and text that is not an id. Errors: those of the upload repository.
[[nodiscard]] Outcome<database::Upload> find_own_upload(const http::Principal& caller,
                                                        std::string_view id,
                                                        const UploadServices& services);

/// Writes {"partNumber","url"} with a URL to PUT the part to. Errors: those of PresignedUrls.
[[nodiscard]] Result<void> write_part_url(json::Writer& json, const database::Upload& upload,
                                          int part_number, std::string_view binding,
                                          const UploadServices& services);

/// Drops the session's parts and then its record, so that a failure in between leaves a session
/// that can be aborted again. Errors: those of the stores.
[[nodiscard]] Result<void> drop_upload(const database::Upload& upload,
                                       const UploadServices& services);

}  // namespace audmg::functions
