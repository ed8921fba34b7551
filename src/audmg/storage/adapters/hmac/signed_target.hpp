// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/presigned_urls.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::storage::hmac {

/// Path below which objects are served.
inline constexpr std::string_view kObjectsPath = "/objects/";

/// Append path and query of a URL, without the signature: /objects/<key>?expires=..&... Each
/// access has exactly one such text. `expires_at` has whole seconds.
void append_signed_target(std::string& text, const ReadableObject& object, TimePoint expires_at,
                          std::string_view binding);
void append_signed_target(std::string& text, const PresignUploadPartRequest& request,
                          TimePoint expires_at);

/// Append the last two of the three parts that the text for reading an object consists of, which
/// begins with kObjectsPath and the key.
void append_terms(std::string& text, TimePoint expires_at, std::string_view binding);
void append_response(std::string& text, const ReadableObject& object);

/// The same parts of a text that need not be one of ours.
struct ReadTextParts {
  std::string_view path;
  std::string_view terms;
  std::string_view response;
};
/// Returns nothing when the text cannot be divided. The text is the parts one after the other.
[[nodiscard]] std::optional<ReadTextParts> divide_read_text(std::string_view text) noexcept;

/// Returns the access that append_signed_target() wrote as `text`, in today's form or in the one
/// of before (docs/formats/object-store.md); nothing for any other text. The parameters in the text
/// determine the operation.
[[nodiscard]] std::optional<SignedAccess> parse_signed_target(std::string_view text);

}  // namespace audmg::storage::hmac
