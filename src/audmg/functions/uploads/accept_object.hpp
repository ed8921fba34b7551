// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/error.hpp"
#include "audmg/core/id.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/media/types/file_type.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace audmg::functions {

/// An object that is stored and does not yet belong to a file.
struct Candidate {
  UserId owner;
  std::string file_name;
  /// Without its sha256 the file gets it later (jobs/late_digests.hpp).
  storage::ObjectInfo object;
  /// The upload session that the object completes.
  std::optional<UploadId> upload;
  /// The request's completion if it has an idempotency key; else null.
  const database::IdempotentCompletion* completion = nullptr;
  /// Becomes File::modified_at.
  std::optional<TimePoint> modified_at{};
  /// The SHA-256 that the client announced, if it is not compared yet; else "".
  std::string announced_sha256{};
  /// The owner's quota, which holds for what the session has not reserved.
  std::optional<std::uint64_t> quota{};
};

[[nodiscard]] database::FileKind file_kind(media::Kind kind) noexcept;

/// Returns whether `error`, with which a store refused a row, means that it certainly wrote none.
/// Deleting the object in any other case could leave a row without bytes.
[[nodiscard]] bool is_surely_refused(const Error& error) noexcept;

/// Checks the stored bytes and makes them a file. If the owner already has a file with these bytes
/// and its object is missing or damaged, replaces that object (outcome `duplicate`). Problems: 415
/// when they are not an allowed image or audio format; 404 when the session or the owner is gone;
/// 413 when the quota has no room. A candidate that did not become a file is deleted, except where
/// the session can be completed again or the row may still appear: then the sweep looks at it
/// later. An unknown outcome is read back first. Errors: those of the stores.
[[nodiscard]] Outcome<database::AddFileResult> accept_object(const Candidate& candidate,
                                                             const FileServices& services);

}  // namespace audmg::functions
