// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/storage/presigned_urls.hpp"

#include <memory>
#include <string>

namespace audmg::storage::hmac {

struct HmacPresignedUrlsOptions {
  /// Beginning of all URLs: scheme, host and perhaps a path that a proxy removes. No "/" at the
  /// end, no query.
  std::string public_url;
  /// Secret, at least 32 bytes. Changing it makes all URLs invalid.
  std::string key;
};

/// Both sides of signed URLs, for a server that is its own object endpoint. One object signs and
/// verifies, so that the two cannot differ.
class HmacPresignedUrls : public PresignedUrls, public SignedUrlVerifier {};

/// Returns the signer and verifier of the URL format described in docs/formats/object-store.md.
/// `clock` must outlive the result. Errors: invalid_argument (an option).
[[nodiscard]] Result<std::unique_ptr<HmacPresignedUrls>> make_hmac_presigned_urls(
    const HmacPresignedUrlsOptions& options, const Clock& clock);

}  // namespace audmg::storage::hmac
