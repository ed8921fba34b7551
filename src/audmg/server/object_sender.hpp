// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/dispatch/object_answer.hpp"
#include "audmg/server/exchange.hpp"
#include "audmg/storage/object_store.hpp"

#include <memory>
#include <string>

namespace audmg::server {

/// Sends `head`, then the pieces of a response. Small pieces are sent in one write with the bytes
/// before them, large ones by sendfile where socket and object allow it. Bytes that are not in the
/// page cache are read on the function pool, so that a slow disk delays only this client. Returns
/// false when the connection is no longer usable.
[[nodiscard]] Task<bool> send_object(Exchange& exchange, std::string head,
                                     const std::vector<dispatch::Piece>& pieces,
                                     std::shared_ptr<storage::ObjectReader> reader);

}  // namespace audmg::server
