// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/upkeep/scrub.hpp"

#include <functional>
#include <string>

namespace audmg::app {

struct VerifyRequest {
  /// One id for all passes of a walk: a file that is larger than a pass is read on in the next one.
  std::string walk{};
  functions::ScrubReading reading = functions::ScrubReading::none;
  /// How many files in a hundred ScrubReading::sample reads.
  double sample_percent = 100;
  functions::ScrubPosition after{};
};

/// What one pass found.
struct VerifyReport {
  functions::ScrubReport found{};
  /// Where the next pass begins; when there is more to do.
  functions::ScrubPosition next{};
  bool more = false;
};

/// Proving at once that files are still what they were. Two ways lead there, as with Accounts. May
/// block.
class Verification {
 public:
  Verification() = default;
  Verification(const Verification&) = delete;
  Verification& operator=(const Verification&) = delete;
  virtual ~Verification() = default;

  /// One short pass of functions::Scrub, which looks at all files. Errors: as Scrub::pass().
  [[nodiscard]] virtual Result<VerifyReport> verify_pass(const VerifyRequest& request) = 0;
};

/// Passes over all files. Calls `found` after each pass with what that pass found, and returns the
/// sum of the counts. Errors: as verify_pass().
[[nodiscard]] Result<functions::ScrubReport> verify_all(
    Verification& verification, VerifyRequest request,
    const std::function<void(const functions::ScrubReport&)>& found);

}  // namespace audmg::app
