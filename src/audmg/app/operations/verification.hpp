// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/functions/upkeep/scrub.hpp"

#include <deque>
#include <memory>
#include <stop_token>
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

/// Proves on demand that the files of this process's stores are still what they were. Not
/// thread-safe.
class Verification {
 public:
  /// Only the store and the copies of `options` matter: it reads as fast as it can. When `stop` is
  /// requested, the pass under way ends early. `services` must outlive it.
  Verification(functions::ScrubOptions options, const functions::Services& services,
               std::stop_token stop = {});

  /// One short pass of functions::Scrub, which looks at all files. May block. Errors: as
  /// Scrub::pass().
  [[nodiscard]] Result<VerifyReport> verify_pass(const VerifyRequest& request);

 private:
  struct Walk {
    std::string id;
    std::unique_ptr<functions::Scrub> scrub;
  };
  [[nodiscard]] functions::Scrub& walk_of(const VerifyRequest& request);
  void forget(const std::string& walk);

  const functions::ScrubOptions options_;
  const functions::Services services_;
  const std::stop_token stop_;
  std::deque<Walk> walks_;
};

}  // namespace audmg::app
