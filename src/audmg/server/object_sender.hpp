// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/dispatch/object_answer.hpp"
#include "audmg/server/exchange.hpp"

#include <memory>
#include <string>

namespace audmg::server {

/// Sends `head`, then the pieces of an answer. Small pieces go out in one write with what stands
/// before them, large ones by sendfile where socket and object allow it. Bytes that are not in the
/// page cache are fetched on the function pool, so that a slow disk holds up this client only.
/// False: the connection is of no use any more.
[[nodiscard]] Task<bool> send_object(Exchange& exchange, std::string head,
                                     const std::vector<dispatch::Piece>& pieces,
                                     std::shared_ptr<storage::ObjectReader> reader);

}  // namespace audmg::server
