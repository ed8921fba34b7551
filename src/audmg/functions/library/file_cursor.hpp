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

/// A place in one owner's list of files: behind `last`.
struct FileCursor {
  UserId owner;
  std::optional<database::FileKind> kind;
  FileId last;
};

/// Opaque, signed text. It means nothing for another owner or another kind.
[[nodiscard]] std::string seal_cursor(const FileCursor& cursor, const identity::Signer& signer);

/// The id to go on behind; nothing for text that seal_cursor() did not make for this owner and
/// kind.
[[nodiscard]] std::optional<FileId> open_cursor(std::string_view text, const UserId& owner,
                                                std::optional<database::FileKind> kind,
                                                const identity::Signer& signer);

}  // namespace audmg::functions
