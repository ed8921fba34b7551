// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/database/file.hpp"
#include "audmg/identity/signer.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::functions {

/// A position in one owner's list of files: after `last`.
struct FileCursor {
  UserId owner;
  std::optional<database::FileKind> kind;
  FileId last;
};

/// Returns the cursor as opaque, signed text, which is not valid for another owner or kind.
[[nodiscard]] std::string seal_cursor(const FileCursor& cursor, const identity::Signer& signer);

/// Returns the id to continue after; nothing if seal_cursor() did not make the text for this owner
/// and kind.
[[nodiscard]] std::optional<FileId> open_cursor(std::string_view text, const UserId& owner,
                                                std::optional<database::FileKind> kind,
                                                const identity::Signer& signer);

}  // namespace audmg::functions
