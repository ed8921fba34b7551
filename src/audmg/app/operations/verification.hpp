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
  /// Identifies the walk in all its passes: a file that is larger than a pass is continued in the
  /// next.
  std::string walk{};
  functions::ScrubReading reading = functions::ScrubReading::none;
  /// Percentage of files that ScrubReading::sample reads.
  double sample_percent = 100;
  functions::ScrubPosition after{};
};

/// The findings of one pass.
struct VerifyReport {
  functions::ScrubReport found{};
  /// Where the next pass begins, if there is more to do.
  functions::ScrubPosition next{};
  bool more = false;
};

/// Proves on demand that the files of this process's stores are unchanged. Not thread-safe.
class Verification {
 public:
  /// Only the abilities of the store and the copies in `options` matter; each request says what to
  /// read, at full speed. When `stop` is requested, the current pass ends early. `services` must
  /// outlive it.
  Verification(functions::ScrubOptions options, const functions::Services& services,
               std::stop_token stop = {});

  /// Makes one short pass of functions::Scrub, which looks at all files. May block. Errors: as
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
