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

/// Nothing stands against the call so far, or the response that refuses it.
using Admission = std::expected<void, http::Response>;

/// The one way of a request through the drive, whatever runtime has read it: find the function,
/// admit the caller, call, and turn every failure into a response. A runtime calls open(), perhaps
/// admit(), then invoke(). Thread-safe; nothing here throws but std::bad_alloc.
class Dispatcher {
 public:
  /// References must outlive the dispatcher. Pages of `cors_origins` may read the answers.
  Dispatcher(std::span<const functions::Route> routes, const functions::Services& services,
             const std::vector<std::string>& cors_origins);

  /// Finds the call's function and does everything that does not block: refuses with 404, 405 or
  /// 401, answers OPTIONS, and admits a caller who is known.
  [[nodiscard]] Admission open(Call& call) const;

  /// Admits a caller who is not known yet: 401 without a good token, 429 over a rate limit. May
  /// block. invoke() does it too; a runtime calls it first where the client waits for a consent
  /// (Expect: 100-continue). Precondition: open() has succeeded.
  [[nodiscard]] Admission admit(Call& call) const;

  /// Admits the caller if that is still to be done, and calls the function. May block unless the
  /// route's executor is the event loop and the call is admitted. Precondition: open() has
  /// succeeded.
  [[nodiscard]] Answer invoke(Call& call) const;

  /// Returns the response to a function's outcome; logs a failure.
  [[nodiscard]] http::Response settle(const Call& call,
                                      functions::Outcome<http::Response> outcome) const;
  [[nodiscard]] http::Response settle(const Call& call, const functions::Refusal& refusal) const;
  /// The last resort: the response to an exception that was forgotten.
  [[nodiscard]] http::Response settle(const Call& call, const std::exception_ptr& thrown) const;

  /// Whether paths like this one are the API's, so that what is not found there is a 404 of the
  /// API.
  [[nodiscard]] bool owns(std::string_view path) const { return router_.owns(path); }
  [[nodiscard]] const functions::Services& services() const noexcept { return services_; }

 private:
  [[nodiscard]] functions::Outcome<void> admit_caller(Call& call) const;
  [[nodiscard]] http::Response without_function(const Call& call, std::string allow) const;

  const Router router_;
  const functions::Services services_;
  const std::vector<std::string>& cors_origins_;
};

/// Returns the response to a problem found with the call.
[[nodiscard]] http::Response refusal_of(const Call& call, const http::Problem& problem);

}  // namespace audmg::dispatch
