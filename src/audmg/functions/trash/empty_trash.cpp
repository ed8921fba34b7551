// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/trash/purge_trash.hpp"
#include "audmg/functions/trash/restoring.hpp"
#include "audmg/functions/trash/trash_changes.hpp"
#include "audmg/functions/trash/trash_order.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <string_view>

namespace audmg::functions {
namespace {

using std::chrono::steady_clock;

/// Time that a request spends on deleting; the sweep goes on a minute later at most.
constexpr std::chrono::seconds kMoment{3};

http::Problem being_restored() {
  return {.status = 409,
          .code = "trash_being_restored",
          .message = "Files are being restored from the trash. Empty it when they are back."};
}

void purge_for_a_moment(const FileServices& services) {
  const auto end = steady_clock::now() + kMoment;
  const auto purged = purge_trash([end] { return steady_clock::now() >= end; }, services);
  if (purged) return;
  services.logger.log(telemetry::Level::warning, "trash_not_purged",
                      {{"error", std::string_view(purged.error().message)}});
}

}  // namespace

/// The files are doomed at once; their rows and objects follow, the first of them before the
/// answer.
Response empty_trash(const http::Principal& caller, const http::Request& request,
                     const FileServices& services) {
  static_cast<void>(request);
  AUDMG_TRY(const bool is_promised, is_restoring(caller.user, services));
  if (is_promised) return refuse(being_restored());
  const TrashOrder order{.owner = caller.user,
                         .action = TrashAction::empty,
                         .trashed_before = services.clock.now() + std::chrono::milliseconds(1)};
  AUDMG_TRY(const TrashProgress progress, begin_trash_order(order, kMaxFilesAtOnce, services));
  purge_for_a_moment(services);
  return http::Response{.status = progress.finished ? 204 : 202, .headers = {}, .body = {}};
}

}  // namespace audmg::functions
