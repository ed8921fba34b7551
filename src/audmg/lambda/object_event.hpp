// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::lambda {

/// One change of an object, as Amazon S3 tells of it ("Event message structure").
struct ObjectChange {
  std::string event_name;  ///< "ObjectCreated:Put", without "s3:"
  std::string bucket;
  std::string key;  ///< decoded
  std::uint64_t size = 0;
  std::string etag;
};

/// The body of a message that S3 sent.
struct ObjectEvent {
  /// The message that S3 sends when notifications are set up: there is nothing to do.
  bool is_test = false;
  std::vector<ObjectChange> changes;
};

/// Nothing: `body` is no message of S3's. Errors: invalid_argument (it is one, but not as it should
/// be).
[[nodiscard]] Result<std::optional<ObjectEvent>> read_object_event(std::string_view body);

}  // namespace audmg::lambda
