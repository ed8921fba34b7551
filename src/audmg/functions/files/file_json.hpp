// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/functions/step.hpp"
#include "audmg/http/request.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

/// What the caller's signed URLs are bound to: "<user id>.<credential version>", so that they die
/// with a password change or when the user is disabled. Problems: 401 when the user is gone by now.
/// Errors: those of the user repository.
[[nodiscard]] Step<std::string> url_binding(const http::Principal& principal, Services& services);

/// The file as clients see it, with fresh signed URLs. Errors: those of PresignedUrls.
[[nodiscard]] Result<void> write_file(json::Writer& json, const database::File& file,
                                      std::string_view binding, Services& services);

/// A URL that opens the file, or saves it under its name. Errors: those of PresignedUrls.
[[nodiscard]] Result<std::string> view_url(const database::File& file, std::string_view binding,
                                           Services& services);
[[nodiscard]] Result<std::string> download_url(const database::File& file, std::string_view binding,
                                               Services& services);

/// What every completed upload answers: 201 for a new file, 200 for one the owner had already.
[[nodiscard]] Result<http::Response> uploaded_answer(int status, const database::File& file,
                                                     std::string_view binding, Services& services);

/// The same for a replayed request, from what was noted about the first one.
[[nodiscard]] Step<http::Response> uploaded_again(int status, std::string_view file_id,
                                                  const http::Principal& principal,
                                                  Services& services);

/// The caller's file of that id as text. Problems: 404, also for another user's and for text that
/// is no id. Errors: those of the file repository.
[[nodiscard]] Step<database::File> find_own_file(const http::Principal& principal,
                                                 std::string_view id, Services& services);

}  // namespace audmg::functions
