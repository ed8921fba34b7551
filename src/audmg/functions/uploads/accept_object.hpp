// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/media/file_type.hpp"
#include "audmg/storage/object_store.hpp"

#include <optional>
#include <string>

namespace audmg::functions {

/// An object that is stored and not yet anyone's file.
struct Candidate {
  UserId owner;
  std::string file_name;
  /// With sha256 set.
  storage::ObjectInfo object;
  /// The upload session that it completes.
  std::optional<UploadId> upload;
  /// Of the request, when it has a key; else null.
  const database::IdempotentCompletion* completion = nullptr;
};

[[nodiscard]] database::FileKind file_kind(media::Kind kind) noexcept;

/// Looks at the stored bytes and makes them a file, or, when the owner has these bytes and what is
/// stored of them is missing or damaged, puts them in their place (outcome `duplicate`). Problems:
/// 415 when they are no allowed image or audio; 404 when the session, or the owner, is gone. A
/// candidate that did not become a file is deleted, except where the session can be completed again
/// or where the row may still appear: then the sweep looks at it later. An unknown outcome is read
/// back first. Errors: those of the stores.
[[nodiscard]] Outcome<database::AddFileResult> accept_object(const Candidate& candidate,
                                                             const FileServices& services);

}  // namespace audmg::functions
