// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/dispatch/answer.hpp"
#include "audmg/dispatch/call.hpp"
#include "audmg/dispatch/router.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/route.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/response.hpp"

#include <exception>
#include <expected>
#include <span>
#include <string>
#include <vector>

namespace audmg::dispatch {

/// A value if the call has not been refused so far, else the response that refuses it.
using Admission = std::expected<void, http::Response>;

/// Carries every request through the drive, whatever runtime has read it: finds the function,
/// admits the caller, calls the function, and turns every failure into a response. A runtime calls
/// open(), optionally admit(), then invoke(). Thread-safe; throws only std::bad_alloc.
class Dispatcher {
 public:
  /// References must outlive the dispatcher. Pages of `cors_origins` may read the answers.
  Dispatcher(std::span<const functions::Route> routes, const functions::Services& services,
             const std::vector<std::string>& cors_origins);

  /// Finds the call's function and does everything that does not block: refuses with 404, 405 or
  /// 401, answers OPTIONS, and admits a caller that is already known.
  [[nodiscard]] Admission open(Call& call) const;

  /// Admits a caller that is not yet known: 401 without a valid token, 429 over a rate limit. May
  /// block. invoke() does it too; a runtime calls it first where the client waits for permission to
  /// send the body (Expect: 100-continue). Precondition: open() has succeeded.
  [[nodiscard]] Admission admit(Call& call) const;

  /// Admits the caller if that is still to be done, and calls the function. May block unless the
  /// route's executor is the event loop and the call is admitted. Precondition: open() has
  /// succeeded.
  [[nodiscard]] Answer invoke(Call& call) const;

  /// Returns the response to a function's outcome; logs a failure.
  [[nodiscard]] http::Response settle(const Call& call,
                                      functions::Outcome<http::Response> outcome) const;
  [[nodiscard]] http::Response settle(const Call& call, const functions::Refusal& refusal) const;
  /// Last resort: returns the response to an exception that was not caught elsewhere.
  [[nodiscard]] http::Response settle(const Call& call, const std::exception_ptr& thrown) const;

  /// Returns whether paths like this one belong to the API, so that the API answers 404 for those
  /// that are not found.
  [[nodiscard]] bool owns(std::string_view path) const { return router_.owns(path); }
  [[nodiscard]] const functions::Services& services() const noexcept { return services_; }

 private:
  [[nodiscard]] functions::Outcome<void> admit_caller(Call& call) const;
  [[nodiscard]] http::Response without_function(const Call& call, std::string allow) const;

  const Router router_;
  const functions::Services services_;
  const std::vector<std::string>& cors_origins_;
};

/// Returns the response to a problem with the call.
[[nodiscard]] http::Response refusal_of(const Call& call, const http::Problem& problem);

}  // namespace audmg::dispatch
