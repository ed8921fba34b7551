// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/verification.hpp"

#include <utility>

namespace audmg::app {

Result<functions::ScrubReport> verify_all(
    Verification& verification, VerifyRequest request,
    const std::function<void(const functions::ScrubReport&)>& found) {
  functions::ScrubReport sum;
  for (;;) {
    AUDMG_TRY(VerifyReport report, verification.verify_pass(request));
    found(report.found);
    add_report(sum, std::move(report.found));
    if (!report.more) return sum;
    request.after = report.next;
  }
}

}  // namespace audmg::app
