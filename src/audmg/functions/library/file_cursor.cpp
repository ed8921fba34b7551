// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/library/file_cursor.hpp"

namespace audmg::functions {
namespace {

constexpr std::string_view kPurpose = "file_cursor";
/// Far longer than any cursor of ours.
constexpr std::size_t kMaxCursorLength = 512;

/// Everything that a cursor is bound to; the file's id follows.
std::string prefix(const UserId& owner, std::optional<database::FileKind> kind) {
  return owner.text() + ' ' + (kind ? std::string(to_string(*kind)) : "all") + ' ';
}

}  // namespace

std::string seal_cursor(const FileCursor& cursor, const identity::Signer& signer) {
  return signer.seal(kPurpose, prefix(cursor.owner, cursor.kind) + cursor.last.text());
}

std::optional<FileId> open_cursor(std::string_view text, const UserId& owner,
                                  std::optional<database::FileKind> kind,
                                  const identity::Signer& signer) {
  if (text.size() > kMaxCursorLength) return std::nullopt;
  const auto payload = signer.open(kPurpose, text);
  const std::string expected = prefix(owner, kind);
  if (!payload || !payload->starts_with(expected)) return std::nullopt;
  return FileId::parse(std::string_view(*payload).substr(expected.size()));
}

}  // namespace audmg::functions
