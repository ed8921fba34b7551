// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/presigned_urls.hpp"

#include <string_view>

namespace audmg::app {

/// The verifier of a server that does not serve objects: rejects every URL.
class NoObjectEndpoint final : public storage::SignedUrlVerifier {
 public:
  Result<storage::SignedAccess> verify(std::string_view, std::string_view) override {
    return fail(ErrorCode::invalid_argument, "objects are not served here");
  }
};

}  // namespace audmg::app
