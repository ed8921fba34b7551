// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/collection.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/response.hpp"
#include "audmg/lib/json/writer.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// Makes the request to change which of these files are in a collection, and where. It refers to
/// `services`.
[[nodiscard]] database::ChangeMembersRequest members_request(const database::Collection& collection,
                                                             std::vector<FileId> files,
                                                             const OrganiseServices& services);

/// Tells the owner's pages of the change and returns the answer to it: the number of files that it
/// was about, under this name, and the collection as it is now. `json` has an object under way.
/// Problems: 404 when the collection is gone. Errors: those of `changed` and of the repositories.
[[nodiscard]] Outcome<http::Response> members_answer(json::Writer json, std::string_view name,
                                                     const Result<std::size_t>& changed,
                                                     const database::Collection& collection,
                                                     const OrganiseServices& services);

}  // namespace audmg::functions
