// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/verification.hpp"

#include <optional>
#include <vector>

namespace audmg::app {

/// For tests: keeps what it is asked, and answers as told.
class RecordingVerification final : public Verification {
 public:
  Result<VerifyReport> verify_pass(const VerifyRequest& request) override {
    requests.push_back(request);
    if (error) return std::unexpected(*error);
    return report;
  }

  std::vector<VerifyRequest> requests;
  VerifyReport report;
  std::optional<Error> error;
};

}  // namespace audmg::app
