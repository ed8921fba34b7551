// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/response.hpp"
#include "audmg/server/request_head.hpp"
#include "audmg/site/trust_pages.hpp"

namespace audmg::server {

/// Returns the response to a request that came without TLS where TLS is spoken: the same address
/// with https (308) for a person who opened it in a browser, a page of `pages` (may be null), and a
/// refusal for everything else, whose secrets have been on the network in the clear.
/// The answer to HEAD is that to GET: its sender leaves the body out.
[[nodiscard]] http::Response plain_answer(const RequestHead& head, const site::TrustPages* pages);

}  // namespace audmg::server
