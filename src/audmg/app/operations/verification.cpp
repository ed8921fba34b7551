// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/verification.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>

namespace audmg::app {
namespace {

/// Other commands wait while a server is at a pass.
constexpr std::chrono::milliseconds kPassTime{250};
/// Most walks that are kept between two passes. A walk that was dropped starts over after its last
/// finished file.
constexpr std::size_t kMaxWalks = 4;

}  // namespace

Verification::Verification(functions::ScrubOptions options, const functions::Services& services,
                           std::stop_token stop)
    : options_(std::move(options)), services_(services), stop_(std::move(stop)) {}

Result<VerifyReport> Verification::verify_pass(const VerifyRequest& request) {
  functions::Scrub& scrub = walk_of(request);
  const auto more = scrub.pass(stop_);
  if (!more) {
    forget(request.walk);
    return std::unexpected(more.error());
  }
  VerifyReport report{.found = scrub.take_report(), .next = scrub.position(), .more = *more};
  if (!*more) forget(request.walk);
  return report;
}

functions::Scrub& Verification::walk_of(const VerifyRequest& request) {
  const auto at = std::ranges::find(walks_, request.walk, &Walk::id);
  if (at != walks_.end()) return *at->scrub;
  if (walks_.size() == kMaxWalks) walks_.pop_front();
  functions::ScrubOptions options = options_;
  options.reading = request.reading;
  options.sample_percent = request.sample_percent;
  options.looks_at_all = true;
  options.pass_time = kPassTime;
  options.rate = 0;
  walks_.push_back({request.walk, std::make_unique<functions::Scrub>(std::move(options), services_,
                                                                     request.after)});
  return *walks_.back().scrub;
}

void Verification::forget(const std::string& walk) {
  std::erase_if(walks_, [&](const Walk& one) { return one.id == walk; });
}

}  // namespace audmg::app
