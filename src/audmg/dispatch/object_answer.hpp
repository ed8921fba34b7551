// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/byte_range.hpp"
#include "audmg/http/request.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/presigned_urls.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace audmg::dispatch {

/// A piece of a body: text, then bytes of the object.
struct Piece {
  std::string text;
  /// Length 0 means none.
  ByteRange range;
};

/// The answer to GET or HEAD of an object, planned before any byte is read.
struct ObjectAnswer {
  int status = 200;
  http::Headers headers;
  /// The parts of the body, in order; empty for HEAD and for answers without a body.
  std::vector<Piece> pieces;
  /// The Content-Length field.
  std::uint64_t content_length = 0;
};

/// Applies the request's preconditions and ranges: 200, 206 (one range, or up to five as
/// multipart/byteranges), 304, 412, 416.
[[nodiscard]] ObjectAnswer plan_object_answer(const http::Request& request,
                                              const storage::SignedAccess& access,
                                              const storage::ObjectInfo& info);

}  // namespace audmg::dispatch
