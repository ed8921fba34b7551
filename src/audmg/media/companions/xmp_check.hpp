// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace audmg::media {

/// Returns whether text begins as an XMP sidecar does (ISO 16684-1): XML whose first element is
/// "x:xmpmeta", "x:xapmeta" or "rdf:RDF", after no more than a declaration, comments and processing
/// instructions. A document type is refused: nothing in XMP needs entities.
[[nodiscard]] bool begins_as_xmp(std::span<const std::byte> head);

/// Returns why the object is not the text of a sidecar, in a sentence for the client; "" when it is
/// one. Precondition: begins_as_xmp() and at most kMaxXmpSidecarBytes. Errors: those of the reader.
[[nodiscard]] Result<std::string_view> check_xmp(storage::ObjectReader& object);

}  // namespace audmg::media
