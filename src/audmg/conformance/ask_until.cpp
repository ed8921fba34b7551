// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/ask_until.hpp"

namespace audmg::conformance {
namespace {

constexpr std::chrono::milliseconds kPause{500};

}  // namespace

Result<Reply> ask_until(DriveApi& api, const Call& call, std::chrono::seconds time,
                        const std::function<bool(const Reply&)>& is_wanted) {
  const auto give_up_at = std::chrono::steady_clock::now() + time;
  for (;;) {
    AUDMG_TRY(Reply reply, api.send(call));
    if (is_wanted(reply) || std::chrono::steady_clock::now() > give_up_at) return reply;
    if (!api.pause(kPause)) return fail(ErrorCode::unavailable, "interrupted");
  }
}

}  // namespace audmg::conformance
