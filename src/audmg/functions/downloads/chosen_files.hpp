// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/functions/library/listing_request.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"

#include <optional>
#include <string>
#include <vector>

namespace audmg::functions {

/// The most ids that a request may name.
inline constexpr std::size_t kMaxNamedFiles = 1000;

/// The files that a download is asked for, in one of three ways.
struct Choice {
  std::vector<FileId> files{};
  std::optional<CollectionId> collection{};
  /// Parameters of GET /retrieve, without a page.
  std::optional<ListingRequest> listing{};
  /// True if the archive is to have sidecars with the edits.
  bool with_sidecars = false;
};

/// Reads `fileIds`, `collection` or `query`, and `sidecars`. Problems: 400 validation_failed; 404
/// for ids that cannot be anybody's.
[[nodiscard]] Outcome<Choice> read_choice(const UserId& owner, const http::Request& request);

/// Returns the chosen files in their order, without those in the trash. Problems: 404 when one that
/// was named is not the caller's or in the trash, or there is no such collection; 400 when there
/// are none, or too many. Errors: those of the repositories.
[[nodiscard]] Outcome<std::vector<FileId>> chosen_files(const UserId& owner, const Choice& choice,
                                                        const LibraryServices& services);

}  // namespace audmg::functions
