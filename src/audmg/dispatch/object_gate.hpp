// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/dispatch/dispatcher.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/presigned_urls.hpp"
#include "audmg/telemetry/logger.hpp"

#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::dispatch {

/// The access that a signed URL grants.
struct ObjectAccess {
  storage::SignedAccess signed_access;
  /// True if the user that the URL was made for is known to be active, or it was not made for a
  /// user.
  bool binding_checked = false;
};

/// Tells operators that the bytes of an object are not those that were stored.
void log_damage(std::string_view request_id, std::string_view key, const Error& error,
                telemetry::Logger& logger);

/// Handles requests for objects by signed URL, where the drive serves its objects itself. A runtime
/// calls open(), then either read() and answer(), or write(). Thread-safe.
class ObjectGate {
 public:
  /// References must outlive the gate.
  ObjectGate(const Dispatcher& dispatcher, storage::SignedUrlVerifier& verifier,
             const std::vector<std::string>& cors_origins);

  /// Checks the method and the signature of the call's target; never blocks. Answers OPTIONS;
  /// refuses with 405, with 404 for a file that has come into the trash since, or with 403 for a
  /// URL that was altered, is too old, or belongs to a user who is known to be locked out.
  [[nodiscard]] std::expected<ObjectAccess, http::Response> open(Call& call) const;

  /// Opens the object that a URL to GET names; refuses with 500 one that cannot be opened for its
  /// damage. May block.
  [[nodiscard]] std::expected<std::shared_ptr<storage::ObjectReader>, http::Response> read(
      const Call& call, const ObjectAccess& access) const;
  /// Plans the answer: preconditions and ranges, or 500 when the object does not have its recorded
  /// size, because bytes that are known to be wrong are never sent. Never blocks.
  [[nodiscard]] Answer answer(const Call& call, const ObjectAccess& access,
                              std::shared_ptr<storage::ObjectReader> reader) const;

  /// Begins the part that a URL to PUT names. May block.
  [[nodiscard]] Answer write(const Call& call, const ObjectAccess& access) const;

 private:
  /// Checks that the user that the URL was made for may still use it. May block.
  [[nodiscard]] functions::Outcome<void> check_binding(const ObjectAccess& access) const;

  const Dispatcher& dispatcher_;
  storage::SignedUrlVerifier& verifier_;
  const std::vector<std::string>& cors_origins_;
};

}  // namespace audmg::dispatch
