// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/files/file_links.hpp"
#include "audmg/functions/files/media_json.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

/// Returns the binding of the caller's signed URLs: "<user id>.<credential version>", so that they
/// expire when the password changes or the user is disabled. Problems: 401 when the user is gone by
/// now. Errors: those of the user repository.
[[nodiscard]] Outcome<std::string> url_binding(const http::Principal& caller,
                                               const LibraryServices& services);

/// Writes the file as clients see it, with fresh signed URLs. Errors: those of PresignedUrls;
/// corrupt.
[[nodiscard]] Result<void> write_file(json::Writer& json, const database::File& file,
                                      FileDetail detail, FileLinks& links,
                                      const Policies& policies);

/// Returns the answer that is the file, in full, with its revision as ETag. Errors: those of
/// PresignedUrls.
[[nodiscard]] Result<http::Response> file_answer(int status, const database::File& file,
                                                 std::string_view binding,
                                                 const LibraryServices& services);

/// Returns the answer to a completed upload: 201 for a new file, 200 for one that the owner already
/// had.
[[nodiscard]] Result<http::Response> uploaded_answer(int status, const database::File& file,
                                                     std::string_view binding,
                                                     const LibraryServices& services);

/// Returns the same answer for a replayed request, from the recorded outcome of the first one.
[[nodiscard]] Outcome<http::Response> uploaded_again(int status, std::string_view file_id,
                                                     const http::Principal& caller,
                                                     const LibraryServices& services);

/// Finds the caller's file by the text of its id. Problems: 404, also for another user's file, for
/// one in the trash and for text that is not an id. Errors: those of the file repository.
[[nodiscard]] Outcome<database::File> find_own_file(const http::Principal& caller,
                                                    std::string_view id,
                                                    const LibraryServices& services);

}  // namespace audmg::functions
